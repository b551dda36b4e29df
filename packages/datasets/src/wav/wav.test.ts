import { createSeed, type Batch, type Dataset } from '@hourglass/core';
import fc from 'fast-check';
import { WaveFile } from 'wavefile';
import { describe, expect, it } from 'vitest';
import { byteSource, type ByteSource } from '../byte-source.js';
import { filesWhere, type FileSet } from '../file-set.js';
import { wavFile } from './wav.fixture.js';
import { wav } from './wav.js';
import { writeWav } from './write-wav.js';

const filesOf = (files: Readonly<Record<string, Uint8Array>>): FileSet => ({
  name: 'the set',
  list: () => Promise.resolve(Object.entries(files).map(([path, bytes]) => ({ ...byteSource(bytes), name: `the set/${path}`, path }))),
});

const collected = async (data: Dataset, shuffle?: number): Promise<Batch[]> => {
  const found: Batch[] = [];
  for await (const batch of data.batches({ batchSize: 3, ...(shuffle !== undefined && { shuffle: createSeed(shuffle) }) })) found.push(batch);
  return found;
};

const valuesOf = async (data: Dataset): Promise<number[]> => (await collected(data)).flatMap(({ clean }) => [...clean.data]);

const counting = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('values', () => {
  it.each<[string, Partial<Parameters<typeof wavFile>[0]>, number[], number[]]>([
    ['8 bits', { bits: 8 }, [0, 128, 192, 255], [-1, 0, 0.5, 127 / 128]],
    ['16 bits', { bits: 16 }, [-32768, 0, 16384, 32767], [-1, 0, 0.5, 32767 / 32768]],
    ['24 bits', { bits: 24 }, [-8388608, 1, 4194304, -1], [-1, 2 ** -23, 0.5, -(2 ** -23)]],
    ['32 bits', { bits: 32 }, [-2147483648, 1073741824], [-1, 0.5]],
    ['floats of 32 bits', { bits: 32, isFloat: true }, [-1, 0.25, 1], [-1, 0.25, 1]],
    ['floats of 64 bits', { bits: 64, isFloat: true }, [-0.5, 0.1], [-0.5, Math.fround(0.1)]],
    ['the longer form', { bits: 16, isExtensible: true }, [16384], [0.5]],
  ])('are read of %s', async (_, file, values, expected) => {
    expect(await valuesOf(await wav(wavFile({ ...file, values }), { window: values.length }))).toEqual(expected);
  });

  it('are those that wavefile writes', async () => {
    for (const [bits, scale] of [['8', 128], ['16', 32768], ['24', 8388608], ['32', 2147483648]] as const) {
      const file = new WaveFile();
      const values = [0.5, -0.25, 0.125].map((value) => value * scale + (bits === '8' ? 128 : 0));
      file.fromScratch(1, 8000, bits, values);
      expect(await valuesOf(await wav(file.toBuffer(), { window: 3 }))).toEqual([0.5, -0.25, 0.125]);
    }
  });

  it('come back from a file that was written, to half a step of 16 bits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 50 }), fc.integer({ min: 1, max: 2 }), async (values, channels) => {
        const data = Float32Array.from(values.slice(0, values.length - (values.length % channels)));
        const frames = data.length / channels;
        const found = await wav(writeWav({ data, shape: [frames, channels] }, { sampleRate: 16000 }), { window: frames });
        expect(found.info.inputShape).toEqual([frames, channels]);
        (await valuesOf(found)).forEach((value, i) => expect(Math.abs(value - Math.min(data[i]!, 32767 / 32768))).toBeLessThanOrEqual(0.5 / 32768));
      }),
    );
  });
});

describe('windows', () => {
  const ten = wavFile({ values: counting(10).map((i) => i * 1024) });
  const numbers = (values: readonly number[]) => values.map((value) => value * 32);

  it.each<[number, number | undefined, number[][]]>([
    [5, undefined, [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]],
    [4, undefined, [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 0, 0]]],
    [4, 3, [[0, 1, 2, 3], [3, 4, 5, 6], [6, 7, 8, 9]]],
    [2, 6, [[0, 1], [6, 7]]],
    [12, undefined, [[...counting(10), 0, 0]]],
  ])('of %i frames, every %s, hold every frame, the last filled up with silence', async (window, step, expected) => {
    const data = await wav(ten, { window, ...(step && { step }) });
    expect(data.info).toEqual({ inputShape: [window, 1], targetShape: [window, 1], dtype: 'float32', range: [-1, 1], sampleRate: 8000, size: expected.length });
    expect(numbers(await valuesOf(data))).toEqual(expected.flat());
  });

  it('have the class of their recording and keep it when shuffled', async () => {
    const files = filesOf({ '7_a_0.wav': wavFile({ values: counting(6).map(() => 7) }), '10_b_0.wav': ten, 'notes.txt': Uint8Array.of(1) });
    const data = await wav(files, { window: 3, labels: 'names' });
    expect(data.info).toMatchObject({ size: 6, labelNames: ['7', '10'] });
    for (const { clean, label, index } of await collected(data, 5))
      index.forEach((sample, i) => {
        expect(label!.data[i]).toBe(sample < 2 ? 0 : 1);
        expect(clean.data[3 * i]! * 32768).toBe(sample < 2 ? 7 : (sample - 2) * 3 * 1024);
      });
  });

  it('of some speakers are told from those of others by the names of files', async () => {
    const files = filesOf({ '0_ann_0.wav': ten, '1_ann_0.wav': ten, '1_bob_0.wav': ten });
    const isAnn = (path: string) => path.includes('_ann_');
    const [train, test] = await Promise.all([isAnn, (path: string) => !isAnn(path)].map((matches) => wav(filesWhere(files, matches), { window: 10 })));
    expect([train!.info.size, test!.info.size]).toEqual([2, 1]);
  });

  it('of a long recording are read stretch by stretch, with the same values as at once', async () => {
    const frames = 600_000;
    const file = wavFile({ values: [] });
    const long = writeWav({ data: Float32Array.from({ length: frames }, (_, i) => Math.sin(i / 50) / 2), shape: [frames] }, { sampleRate: 8000 });
    expect(file.length).toBeLessThan(long.length);
    const reads: number[] = [];
    const watched = (isSequential: boolean): ByteSource => ({
      name: 'long',
      open: async () => {
        const bytes = await byteSource(long).open();
        return { ...bytes, sequential: isSequential, read: (start, into) => { reads.push(into.length); return bytes.read(start, into); } };
      },
    });
    const [apart, whole] = await Promise.all([wav(watched(false), { window: 1000, sampleRate: 12000 }), wav(watched(true), { window: 1000, sampleRate: 12000 })]);
    const values = await valuesOf(apart);
    expect(Math.max(...reads)).toBeLessThan(2 ** 19);
    expect(values).toEqual(await valuesOf(whole));
  });
});

it('mixes channels, and names recordings that differ with the option that helps', async () => {
  const files = filesOf({ 'a.wav': wavFile({ values: [0, 1024] }), 'b.wav': wavFile({ values: [1024, 3072], channels: 2 }), 'c.wav': wavFile({ values: [0], sampleRate: 16000 }) });
  await expect(wav(files, { window: 2 })).rejects.toThrow(/a\.wav of 8000 Hz and c\.wav of 16000 Hz\. .*sampleRate/);
  await expect(wav(files, { window: 2, sampleRate: 8000 })).rejects.toThrow(/a\.wav of 1 channels and b\.wav of 2 channels\. .*mono/);
  const data = await wav(files, { window: 2, sampleRate: 8000, channels: 'mono' });
  expect((await valuesOf(data)).map((value) => value * 32)).toEqual([0, 1, 2, 0, 0, 0]);
});

it('refuses a file that is cut short at any byte', async () => {
  const file = wavFile({ values: [1, 2, 3] });
  for (let length = 0; length < file.length; length++) await expect(wav(file.subarray(0, length), { window: 2 }), `${length}`).rejects.toThrow(/Expected|expected/);
});

it.each<[string, Uint8Array, RegExp]>([
  ['another encoding', wavFile({ values: [1] }).with(32, 7), /format 7 of 16 bits\. Convert/],
  ['floats beyond the range', wavFile({ values: [2], bits: 32, isFloat: true }), /-1 to 1, received 2/],
  ['floats that are no numbers', wavFile({ values: [NaN], bits: 32, isFloat: true }), /received NaN/],
  ['no values', wavFile({ values: [] }), /whole frames/],
  ['frames that are not whole', wavFile({ values: [1, 2, 3], channels: 2 }), /whole frames/],
  ['other files', Uint8Array.of(1, 2, 3), /expected recordings \(WAV\)/],
])('refuses %s', async (_, file, message) => {
  await expect(wav(file, { window: 1 }).then(valuesOf)).rejects.toThrow(message);
});

it('skips and names damaged recordings on request', async () => {
  const good = wavFile({ values: [1] });
  const files = filesOf({ 'a.wav': good, 'b.wav': good.subarray(0, 40), 'c.wav': Uint8Array.of(1) });
  await expect(wav(files, { window: 1 })).rejects.toThrow(/the set\/b\.wav/);
  const skipped: string[] = [];
  expect((await wav(files, { window: 1, skip: 'damaged', onSkip: ({ name }) => skipped.push(name) })).info.size).toBe(1);
  expect(skipped).toEqual(['b.wav', 'c.wav']);
});

it('refuses to write what is no recording', () => {
  expect(() => writeWav({ data: Float32Array.of(1), shape: [2] }, { sampleRate: 8000 })).toThrow(/shape \[2\]/);
  expect(() => writeWav({ data: Float32Array.of(NaN), shape: [1] }, { sampleRate: 8000 })).toThrow(/NaN at place 0/);
  expect(() => writeWav({ data: Float32Array.of(1), shape: [1] }, { sampleRate: 0.5 })).toThrow(/sampleRate/);
});
