import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { wavFile } from './wav.fixture.js';
import { wav } from './wav.js';

const values = (scale: number) => Array.from({ length: 14 }, (_, i) => Math.round(scale * Math.sin(i)));

const read = async (bytes: Uint8Array) => allBatches(await wav(bytes, { window: 5 }));

type Batches = Awaited<ReturnType<typeof read>>;

/** Whether the samples are those 16 bits behind the first chunk of values, which is found by its letters. */
function areSixteenBits(bytes: Uint8Array, batches: Batches): boolean {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = batches.flatMap(({ clean }) => [...clean.data]);
  const places = [...text.matchAll(/data/g)].map(({ index }) => index);
  return places.some((place) => {
    const count = Math.floor(Math.min(view.byteLength - place - 8, view.getUint32(place + 4, true)) / 2);
    return found.every((value, i) => value === (i < count ? view.getInt16(place + 8 + 2 * i, true) / 32768 : 0)) && found.length >= count;
  });
}

const bitsOf = (bytes: Uint8Array, batches: Batches): boolean => batches[0]!.clean.shape[2] !== 1 || areSixteenBits(bytes, batches);

export const targets: readonly FuzzTarget<Batches>[] = [
  {
    name: 'wav',
    valid: () => [
      wavFile({ values: values(100).map((value) => value + 128), bits: 8 }),
      wavFile({ values: values(8e6), bits: 24, channels: 2 }),
      wavFile({ values: values(0.9), bits: 32, isFloat: true, isExtensible: true }),
    ],
    read,
  },
  { name: 'wav resampled', valid: () => [wavFile({ values: values(3e4), sampleRate: 11025 })], read: async (bytes) => allBatches(await wav(bytes, { window: 5, sampleRate: 8000, channels: 'mono' })) },
  {
    name: 'wav of 16 bits',
    valid: () => [wavFile({ values: values(3e4) })],
    read: async (bytes) => (bytes[46] !== 16 ? [] : read(bytes)),
    agrees: (bytes, batches) => batches.length === 0 || bitsOf(bytes, batches),
  },
];
