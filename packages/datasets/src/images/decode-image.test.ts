import { InvalidDataError } from '@hourglass/core';
import { encode } from 'fast-png';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from './decode-image.js';
import { fullLight, type Pixels } from './pixels.js';
import { chunk, pngFile, type PngFile } from './png.fixture.js';
import { sharpDecoder } from './sharp-decoder.js';
import { withChannels } from './with-channels.js';

const kinds: readonly (readonly [colourType: number, depth: number])[] = [
  ...[1, 2, 4, 8, 16].map((depth) => [0, depth] as const),
  ...[1, 2, 4, 8].map((depth) => [3, depth] as const),
  ...[2, 4, 6].flatMap((colourType) => [8, 16].map((depth) => [colourType, depth] as const)),
];

/** Values without a pattern, the same at the same place. */
const scattered = (most: number) => (x: number, y: number, channel: number) => (x * 7919 + y * 104729 + channel * 1299709 + ((x * y) << 3)) % (most + 1);

const ofKind = (colourType: number, depth: number, rest: Partial<PngFile> = {}): PngFile => ({
  width: 13,
  height: 11,
  depth,
  colourType,
  sample: scattered(2 ** depth - 1),
  ...(colourType === 3 && { palette: Array.from({ length: 3 * 2 ** depth }, (_, i) => (i * 37) % 256) }),
  ...rest,
});

const libvips = await sharpDecoder();

/** Values from 0 to 1 of colour and alpha. */
function light(pixels: Pixels): number[] {
  const { data } = withChannels(pixels, 4);
  return Array.from(data, (value) => value / fullLight(data));
}

describe('PNG', () => {
  describe.each([[false], [true]])('interlaced: %s', (isInterlaced) => {
    it.each(kinds)('decodes colour type %i of %i bits as libvips does', async (colourType, depth) => {
      const bytes = pngFile(ofKind(colourType, depth, { isInterlaced }));
      expect(light(decodeImage(bytes))).toEqual(light(await libvips(bytes)));
    });

    it('gives the values themselves', () => {
      for (const [colourType, depth] of kinds.filter(([type]) => type !== 3)) {
        const file = ofKind(colourType, depth, { isInterlaced });
        const { data, channels } = decodeImage(pngFile(file));
        const scale = depth === 16 ? 1 : 255 / (2 ** depth - 1);
        for (let i = 0; i < data.length; i++) {
          const pixel = Math.floor(i / channels);
          expect(data[i]).toBe(file.sample(pixel % 13, Math.floor(pixel / 13), i % channels) * scale);
        }
      }
    });
  });

  it('reads what is transparent: of a palette, and one colour of grey or colour', async () => {
    for (const [colourType, depth, transparency] of [[3, 4, [0, 100, 200]], [0, 4, [0, 5]], [0, 16, [1, 44]], [2, 8, [0, 9, 0, 70, 0, 131]]] as const) {
      const isKey = (x: number, channel: number) => (x % 2 === 0 ? [5, 0, 0][channel]! : transparency[channel * 2 + 1]!) % 2 ** depth;
      const bytes = pngFile(ofKind(colourType, depth, { transparency, sample: (x, _, channel) => isKey(x, channel) }));
      const pixels = decodeImage(bytes);
      expect(pixels.channels % 2).toBe(0);
      expect(light(pixels)).toEqual(light(await libvips(bytes)));
    }
  });

  it('reads back what fast-png writes', () => {
    fc.assert(
      fc.property(
        fc.record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }), channels: fc.constantFrom(1, 2, 3, 4), depth: fc.constantFrom(8, 16), seed: fc.nat() }),
        ({ width, height, channels, depth, seed }) => {
          const length = width * height * channels;
          const value = (_: unknown, i: number) => ((i + 1) * (seed + 7919)) % 2 ** depth;
          const data = depth === 16 ? Uint16Array.from({ length }, value) : Uint8Array.from({ length }, value);
          expect(decodeImage(encode({ width, height, channels, depth: depth, data }))).toEqual({ width, height, channels, data });
        },
      ),
    );
  });

  const whole = pngFile(ofKind(2, 8));
  const header = whole.subarray(0, 33);

  it('refuses a file that is cut short at any byte', () => {
    for (let length = 0; length < whole.length; length++) expect(() => decodeImage(whole.subarray(0, length))).toThrow(InvalidDataError);
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    ['a checksum that does not fit', () => whole.with(60, whole[60]! ^ 1), /checksum of chunk/],
    ['a size of none', () => pngFile(ofKind(0, 8, { width: 0 })), /one pixel or more/],
    ['a depth that is not its colours’', () => pngFile(ofKind(2, 4)), /known kind/],
    ['a picture that its data cannot fill', () => Uint8Array.from([...whole.subarray(0, 8), ...chunk('IHDR', [0, 0, 234, 96, 0, 0, 234, 96, 8, 2, 0, 0, 0]), ...whole.subarray(33)]), /received fewer/],
    ['an index without colour', () => pngFile(ofKind(3, 8, { palette: [1, 2, 3] })), /indices of 1 colours/],
    ['no image data', () => Uint8Array.from([...header, ...chunk('IEND', [])]), /fewer/],
    ['data that are not deflated', () => Uint8Array.from([...header, ...chunk('IDAT', [1, 2, 3]), ...chunk('IEND', [])]), /deflated/],
    ['a second header', () => Uint8Array.from([...header, ...header.subarray(8), ...whole.subarray(33)]), /IHDR once/],
    ['a critical chunk that it does not know', () => Uint8Array.from([...header, ...chunk('ABCD', []), ...whole.subarray(33)]), /received ABCD/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeImage(bytes())).toThrow(InvalidDataError);
    expect(() => decodeImage(bytes())).toThrow(message);
  });
});

describe('JPEG', () => {
  const width = 40;
  const height = 24;
  const picture = sharp(Uint8Array.from({ length: width * height * 3 }, (_, i) => 127 + 120 * Math.sin(((i / 3) % width) / 20 + Math.floor(i / 3 / width) / 16 + (i % 3))), { raw: { width, height, channels: 3 } });
  const files = {
    baseline: () => picture.clone().jpeg({ chromaSubsampling: '4:4:4', quality: 95 }),
    subsampled: () => picture.clone().jpeg({ chromaSubsampling: '4:2:0', quality: 95 }),
    progressive: () => picture.clone().jpeg({ progressive: true, chromaSubsampling: '4:4:4', quality: 95 }),
    grey: () => picture.clone().toColourspace('b-w').jpeg({ quality: 95 }),
  };

  it.each(Object.keys(files) as (keyof typeof files)[])('decodes %s as libvips does, but for rounding', async (kind) => {
    const bytes = new Uint8Array(await files[kind]().toBuffer());
    const pixels = decodeImage(bytes);
    const expected = await libvips(bytes);
    expect(pixels).toMatchObject({ width, height, channels: kind === 'grey' ? 1 : 3 });
    expect(expected.channels).toBe(pixels.channels);
    const differences = Array.from(pixels.data, (value, i) => Math.abs(value - expected.data[i]!));
    expect(Math.max(...differences)).toBeLessThan(kind === 'subsampled' ? 24 : 4); // colours are spread without interpolation
    expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(kind === 'subsampled' ? 3 : 0.6);
  });

  it('decodes colours that are stored as they are', async () => {
    const cmyk = new Uint8Array(await picture.clone().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer());
    const { data } = decodeImage(cmyk);
    const { data: expected } = await libvips(cmyk);
    const mean = Array.from(data, (value, i) => Math.abs(value - expected[i]!)).reduce((sum, value) => sum + value, 0) / data.length;
    expect(mean).toBeLessThan(25); // libvips takes the profile of a printer into account
  });

  it.each(['baseline', 'progressive'] as const)('refuses %s that is cut short at any byte', async (kind) => {
    const bytes = new Uint8Array(await files[kind]().toBuffer());
    for (let length = 0; length < bytes.length; length++) expect(() => decodeImage(bytes.subarray(0, length))).toThrow(InvalidDataError);
  });

  it('refuses a size that its data cannot fill, before it is decoded', async () => {
    const bytes = new Uint8Array(await files.baseline().toBuffer());
    const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
    bytes.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    expect(() => decodeImage(bytes)).toThrow(/Expected data for 65535 × 65535 pixels/);
  });
});
