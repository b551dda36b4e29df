import { eager } from '@hourglass/core';
import { idx } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';
import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { hourglass, jsonOf, temporaryFolder, writeSquares } from './hourglass.fixture.js';
import { readNpy } from './npy.js';
import { loadRun } from './saved-model.js';

let folder: string;
let data: string;
let model: string;
const cpu = ['--engine', 'cpu'];

beforeAll(async () => {
  folder = await temporaryFolder();
  data = join(folder, 'squares.idx');
  model = join(folder, 'model');
  await writeSquares(data, 300);
  const options = ['--widths', '16', '--code-size', '4', '--epochs', '3', '--batch-size', '16', ...cpu];
  expect((await hourglass(['train', 'undercomplete', '--data', data, '--out', model, ...options])).code).toBe(0);
});

describe('hourglass encode and decode', () => {
  it('of one file, in stored order, together equal reconstruct', async () => {
    const [codes, images] = [join(folder, 'codes.npy'), join(folder, 'images.npy')];
    const encoded = jsonOf(await hourglass(['encode', model, '--data', data, '--out', codes, ...cpu, '--json']));
    expect(encoded).toMatchObject({ command: 'encode', shape: [300, 4], files: { codes } });
    const decoded = jsonOf(await hourglass(['decode', model, '--data', codes, '--out', images, ...cpu, '--json']));
    expect(decoded).toMatchObject({ command: 'decode', shape: [300, 8, 8, 1], files: { images } });

    const run = await loadRun(model, eager());
    for await (const { clean } of (await idx(file(data))).batches({ batchSize: 300 })) {
      const { data: expected } = await run.model.reconstruct(clean);
      const { data: received } = await readNpy(images);
      expect(received).toHaveLength(expected.length);
      received.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    }
    run.model.dispose();
  });

  it('of a split encodes only that split', async () => {
    const out = join(folder, 'test-codes.npy');
    expect(jsonOf(await hourglass(['encode', model, '--data', data, '--split', 'test', '--out', out, ...cpu, '--json']))['shape']).toEqual([30, 4]);
  });

  it('takes samples of an NPY file: what decode wrote is encoded as the same model sees it', async () => {
    const [codes, images, again] = ['first.npy', 'first-images.npy', 'again.npy'].map((name) => join(folder, name)) as [string, string, string];
    await hourglass(['encode', model, '--data', data, '--out', codes, ...cpu]);
    await hourglass(['decode', model, '--data', codes, '--out', images, ...cpu]);
    const outcome = jsonOf(await hourglass(['encode', model, '--data', images, '--out', again, ...cpu, '--json']));
    expect(outcome['shape']).toEqual([300, 4]);
    const run = await loadRun(model, eager());
    const { data: expected } = await run.model.encode(await readNpy(images));
    expect((await readNpy(again)).data).toEqual(expected);
    run.model.dispose();

    const evaluated = jsonOf(await hourglass(['evaluate', model, '--data', images, ...cpu, '--json']));
    expect(evaluated).toMatchObject({ samples: 30, evaluation: { mse: expect.any(Number) } });
    const drawn = await hourglass(['reconstruct', model, '--data', images, '--out', join(folder, 'drawn'), ...cpu]);
    expect(drawn.code).toBe(0);
  });

  it.each([
    ['codes that do not exist', 'none.npy', undefined],
    ['a file that is not NPY', 'text.npy', 'some text'],
    ['an empty file', 'empty.npy', ''],
  ])('refuses %s and writes nothing', async (_, name, content) => {
    const [codes, out] = [join(folder, name), join(folder, 'nothing.npy')];
    if (content !== undefined) await writeFile(codes, content);
    const outcome = await hourglass(['decode', model, '--data', codes, '--out', out, ...cpu]);
    expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(name) });
    expect(existsSync(out)).toBe(false);
  });

  it('refuses codes of another size', async () => {
    const codes = join(folder, 'images-as-codes.npy');
    await hourglass(['encode', model, '--data', data, '--out', codes, ...cpu]);
    const images = join(folder, 'wide.npy');
    await hourglass(['decode', model, '--data', codes, '--out', images, ...cpu]);
    const outcome = await hourglass(['decode', model, '--data', images, '--out', join(folder, 'never.npy'), ...cpu]);
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringMatching(/wide\.npy: expected codes of shape \[samples, 4\].*received \[300, 8, 8, 1\]/) });
  });
});

describe('hourglass evaluate', () => {
  it('measures what train measured', async () => {
    const report = JSON.parse(await readFile(join(model, 'report.json'), 'utf8')) as Record<string, Record<string, number>>;
    for (const [split, key] of [['test', 'val'], ['train', 'train']] as const) {
      const outcome = jsonOf(await hourglass(['evaluate', model, '--data', data, '--split', split, ...cpu, '--json']));
      expect(outcome).toMatchObject({ command: 'evaluate', split, samples: split === 'test' ? 30 : 270, engine: 'cpu' });
      expect((outcome['evaluation'] as Record<string, number>)['mse']).toBeCloseTo(report[key]!['mse']!, 6);
    }
  });

  it('prints a table without --json', async () => {
    const { stdout } = await hourglass(['evaluate', model, '--data', data, ...cpu]);
    expect(stdout).toMatch(/total +[\d.]+\nreconstruction +[\d.]+/);
  });

  it('gives equal figures on wasm and cpu', async () => {
    const mse = async (engine: string): Promise<number> => {
      const outcome = await hourglass(['evaluate', model, '--data', data, '--engine', engine, '--json']);
      return (jsonOf(outcome)['evaluation'] as { mse: number }).mse;
    };
    expect(await mse('wasm')).toBeCloseTo(await mse('cpu'), 5);
  });

  it('refuses data of another shape, a folder without a model, and --split all of data in two parts', async () => {
    expect((await hourglass(['evaluate', model, '--data', 'glyphs', ...cpu])).code).toBe(2);
    expect((await hourglass(['evaluate', folder, '--data', data, ...cpu])).code).toBe(2);
    expect((await hourglass(['evaluate', join(folder, 'none'), '--data', data, ...cpu])).code).toBe(2);
    expect((await hourglass(['evaluate', model, '--data', 'glyphs', '--split', 'all', ...cpu])).code).toBe(2);
  });
});

describe('hourglass reconstruct', () => {
  it('draws reconstructions and the course of the terms', async () => {
    const out = join(folder, 'pictures');
    const outcome = jsonOf(await hourglass(['reconstruct', model, '--data', data, '--out', out, ...cpu, '--json']));
    expect(outcome).toMatchObject({ command: 'reconstruct', files: { reconstructions: join(out, 'reconstructions.png'), loss: join(out, 'loss.svg') } });
    expect((await readFile(join(out, 'reconstructions.png'))).subarray(1, 4).toString()).toBe('PNG');
    expect(await readFile(join(out, 'loss.svg'), 'utf8')).toContain('<svg');
  });
});

describe('hourglass info', () => {
  it('tells version and engines, how fast each is, and why one is not available', async () => {
    const engine = { available: true, imagesPerSecond: { dense: expect.any(Number), convolutional: expect.any(Number) } };
    const engines = { 'compiled-node': engine, 'compiled-web': engine, native: {}, wasm: engine, cpu: engine };
    const info = jsonOf(await hourglass(['info', '--json']));
    expect(info).toMatchObject({ command: 'info', engines });
    expect(Object.keys(info['engines'] as object)).toEqual(Object.keys(engines));

    vi.doMock('@hourglass/compile/node', () => ({ onnxNode: () => Promise.reject(new Error('it is broken')) }));
    const { stdout, stderr } = await hourglass(['info']);
    vi.doUnmock('@hourglass/compile/node');
    const speed = 'available; [\\d,]+ through a dense net, [\\d,]+ through a convolutional one';
    expect(stdout).toMatch(
      new RegExp(`hourglass \\d.*compiled-node: not available: it is broken\n  compiled-web: ${speed}\n  native: .+\n  wasm: ${speed}\n  cpu: ${speed}`, 's'),
    );
    expect(stderr).not.toContain('uncompiled');
  });

  it('tells of a run that was cut off while it trained', async () => {
    const cut = join(folder, 'cut');
    await cp(model, cut, { recursive: true });
    const file = join(cut, (await readFile(join(cut, 'latest'), 'utf8')).trim(), 'run.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"stopped": "completed"', '"stopped": "running"'));
    expect((await hourglass(['info', cut])).stdout).toContain('51 steps (interrupted; --resume goes on) on cpu');
  });

  it('tells what a saved model is', async () => {
    const { stdout } = await hourglass(['info', model]);
    expect(stdout).toMatch(/undercomplete: \[8, 8, 1\] → code \[4\].*trained: 3 epochs, 51 steps \(completed\) on cpu.*val: total/s);
    expect(jsonOf(await hourglass(['info', model, '--json']))).toMatchObject({
      recipe: { kind: 'undercomplete', options: { codeSize: 4, widths: [16] } },
      position: { epoch: 3, step: 51 },
      last: { epoch: 3, val: { mse: expect.any(Number) } },
    });
  });
});

describe('hourglass', () => {
  it('prints help and version to stdout and exits with 0', async () => {
    const help = await hourglass(['train', 'undercomplete', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toMatch(/--code-size <number>.*default: 32/);
    expect(await hourglass(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('refuses an unknown command and a missing option', async () => {
    expect((await hourglass(['teach'])).code).toBe(2);
    expect((await hourglass(['encode', model, '--data', data])).code).toBe(2);
  });
});
