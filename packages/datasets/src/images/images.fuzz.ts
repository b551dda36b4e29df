import { decode as fastPng } from 'fast-png';
import { encode as jpeg } from 'jpeg-js';
import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { images } from './images.js';
import { decodePng } from './decode-png.js';
import { pngFile, withChecksums } from './png.fixture.js';
import type { Pixels } from './pixels.js';

const scattered = (most: number) => (x: number, y: number, channel: number) => (x * 31 + y * 17 + channel * 7) % (most + 1);

const pngs = (): Uint8Array[] => [
  pngFile({ width: 9, height: 7, depth: 8, colourType: 2, sample: scattered(255) }),
  pngFile({ width: 9, height: 7, depth: 16, colourType: 4, sample: scattered(65535) }),
  pngFile({ width: 9, height: 7, depth: 2, colourType: 0, isInterlaced: true, sample: scattered(3), transparency: [0, 1] }),
  pngFile({ width: 9, height: 7, depth: 4, colourType: 3, sample: scattered(15), palette: Array.from({ length: 48 }, (_, i) => 5 * i), transparency: [0, 9] }),
];

const jpegs = (): Uint8Array[] =>
  [[16, 8], [13, 21]].map(([width = 0, height = 0]) => new Uint8Array(jpeg({ width, height, data: Uint8Array.from({ length: width * height * 4 }, (_, i) => (i * i) % 256) }, 60).data));

const limit = 2 ** 20;

const readImages = async (bytes: Uint8Array) => allBatches(await images(bytes, { channels: 3, limit }));

/** Whether another decoder that takes the file too finds the same samples. */
function sameAsFastPng(bytes: Uint8Array, { data, channels }: Pixels): boolean {
  const other = attempted(() => fastPng(withChecksums(bytes)));
  if (!other || other.depth < 8 || other.palette || other.transparency) return true; // it leaves these packed
  return other.channels === channels && other.data.length === data.length && other.data.every((value, i) => value === data[i]);
}

function attempted<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** Whether there is a frame of as many pixels as were read. */
function holdsFrame(bytes: Uint8Array, batches: Awaited<ReturnType<typeof readImages>>): boolean {
  const pixels = batches.reduce((sum, { clean }) => sum + clean.data.length, 0) / 3;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.some((byte, i) => byte === 0xff && (bytes[i + 1]! & 0xfc) === 0xc0 && i + 9 < bytes.length && view.getUint16(i + 5) * view.getUint16(i + 7) === pixels);
}

const png: FuzzTarget<Awaited<ReturnType<typeof readImages>>> = { name: 'png', valid: pngs, read: readImages };

const pngContents: FuzzTarget<Pixels> = {
  name: 'png with checksums that fit',
  valid: pngs,
  read: async (bytes) => {
    const mended = withChecksums(bytes);
    await images(mended, { limit }); // refuses what would not be decoded
    return decodePng(mended);
  },
  agrees: sameAsFastPng,
};

const jpegTarget: FuzzTarget<Awaited<ReturnType<typeof readImages>>> = {
  name: 'jpeg',
  valid: jpegs,
  read: readImages,
  agrees: holdsFrame,
};

export const targets: readonly FuzzTarget<never>[] = [png, pngContents, jpegTarget] as never;
