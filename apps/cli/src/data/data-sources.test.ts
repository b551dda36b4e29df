import type { Dataset } from '@hourglass/core';
import { writeNpy, writeWav } from '@hourglass/datasets';
import { png } from '@hourglass/latent-vis/png';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { openData } from '../data.js';
import { temporaryFolder } from '../hourglass.fixture.js';
import { openSpec } from './open-spec.js';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});

async function wholeOf(spec: string): Promise<Dataset> {
  const opened = await openSpec(spec);
  if (!('whole' in opened)) throw new Error('expected one part');
  return opened.whole;
}

async function valuesIn(data: Dataset): Promise<Set<number>> {
  const values = new Set<number>();
  for await (const { clean } of data.batches({ batchSize: 8 })) for (const value of clean.data) values.add(value);
  return values;
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

const table = `time,a,b,kind\n${Array.from({ length: 20 }, (_, i) => `2024-01-01 00:${String(i).padStart(2, '0')}:00,${i},${i / 2},${i % 2 ? 'x' : 'y'}`).join('\n')}\n`;
const text = 'to be or not to be\nthat is the question\n';
const image = (light: number): Uint8Array =>
  png({ kind: 'rows', rows: [{ name: 'image', images: { data: new Float32Array(64).fill(light), shape: [1, 8, 8] } }], range: [0, 1] }, { scale: 1 });

describe('the source is told by what lies there and by the options', () => {
  it.each<[spec: string, files: Record<string, string | Uint8Array>, info: object]>([
    ['a.csv?columns=a,b&label=kind', { 'a.csv': table }, { size: 20, inputShape: [2], range: [0, 19], labelNames: ['y', 'x'] }],
    ['b.csv.gz?columns=a', { 'b.csv.gz': gzipSync(table) }, { size: 20, inputShape: [1] }],
    ['c.tsv', { 'c.tsv': 'p\tq\n1\t2\n3\t4\n' }, { size: 2, inputShape: [2] }],
    ['d.csv?window=5&columns=a,b', { 'd.csv': table }, { size: 16, inputShape: [5, 2] }],
    ['e.parquet', { 'e.parquet': new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'a', data: [0, 0.5] }] })) }, { size: 2, inputShape: [1] }],
    ['f.npy', { 'f.npy': writeNpy({ data: Float32Array.of(0, 1, 2, 3), shape: [2, 2] }) }, { size: 2, inputShape: [2], range: [0, 3] }],
    ['g.txt?length=4', { 'g.txt': text }, { size: 10, inputShape: [4, 14], dtype: 'float32', range: [0, 1] }],
    ['h.txt?vocabulary=3', { 'h.txt': text }, { size: 2, inputShape: [3] }],
    ['i.txt', { 'i.txt': 'red 1 2 3 4 5\nblue 5 4 3 2 1\n' }, { size: 2, inputShape: [5], labelNames: ['red', 'blue'] }],
    ['j.bin?shape=2x2x1&labelBytes=1', { 'j.bin': Uint8Array.of(1, 0, 255, 0, 255, 0, 9, 9, 9, 9) }, { size: 2, inputShape: [2, 2, 1], range: [0, 1] }],
    ['k.wav?window=10', { 'k.wav': writeWav({ data: new Float32Array(30), shape: [30, 1] }, { sampleRate: 8000 }) }, { size: 3, inputShape: [10, 1] }],
    ['l/?labels=folders', { 'l/dark/1.png': image(0), 'l/light/1.png': image(1) }, { size: 2, inputShape: [8, 8, 1], labelNames: ['dark', 'light'] }],
    ['m.png?size=4x4&channels=1', { 'm.png': image(1) }, { size: 1, inputShape: [4, 4, 1] }],
    ['n/data_batch_1.bin?shape=1x1x3&labelBytes=1', { 'n/data_batch_1.bin': Uint8Array.of(1, 0, 255, 0) }, { size: 1, inputShape: [1, 1, 3] }],
  ])('%s', async (spec, files, info) => {
    for (const [path, content] of Object.entries(files)) await put(path, content);
    expect(await openSpec(join(folder, spec))).toMatchObject({ whole: { info } });
  });

  it('pairs two folders of images', async () => {
    for (const [path, light] of [['dirty/1.png', 0.4], ['clean/1.png', 1]] as const) await put(path, image(light));
    const whole = await wholeOf(`${join(folder, 'dirty')}?clean=${join(folder, 'clean')}&channels=1`);
    for await (const { clean, corrupted } of whole.batches({ batchSize: 1 })) expect([clean.data[0], corrupted!.data[0]]).toEqual([1, expect.closeTo(0.4, 2)]);
  });

  it('measures with no pixel of an image that is learned from, though its patches overlap, alone or in pairs', async () => {
    const [height, width] = [12, 20];
    const lights = Float32Array.from({ length: height * width }, (_, pixel) => pixel / 255);
    const page = png({ kind: 'rows', rows: [{ name: 'page', images: { data: lights, shape: [1, height, width] } }], range: [0, 1] }, { scale: 1 });
    for (const path of ['p/page.png', 'p-clean/page.png']) await put(path, page);
    const spec = `${join(folder, 'p')}?channels=1&patch=4x4&step=2x3`;
    for (const source of [spec, `${spec}&clean=${join(folder, 'p-clean')}`]) {
      const { train, test } = await openData(source, { seed: 1 });
      const [learned, measured] = await Promise.all([train, test].map(valuesIn));
      expect(measured!.size).toBeGreaterThan(0);
      expect([...measured!].filter((light) => learned!.has(light))).toEqual([]);
    }
  });

  it('takes what decides when to stop from what is learned from, and measures with the same as ever', async () => {
    const source = join(folder, 'p?channels=1&patch=4x4&step=2x3');
    const [plain, early] = [await openData(source, { seed: 1 }), await openData(source, { seed: 1, stopsEarly: true })];
    expect(plain.validation).toBe(plain.test);
    expect(await valuesIn(early.test)).toEqual(await valuesIn(plain.test));
    const [learned, judged, measured] = [await valuesIn(early.train), await valuesIn(early.validation), await valuesIn(early.test)];
    expect(judged.size).toBeGreaterThan(0);
    for (const value of judged) expect(learned.has(value) || measured.has(value)).toBe(false);
  });

  it('gives back the text that samples stand for', async () => {
    await put('o.txt', text);
    const spec = join(folder, 'o.txt?length=5');
    const { textOf } = await openSpec(spec);
    const said: string[] = [];
    for await (const { clean } of (await wholeOf(spec)).batches({ batchSize: 1 })) said.push(textOf!(clean.data));
    expect(said.slice(0, 2)).toEqual(['to be', ' or n']);
  });
});
