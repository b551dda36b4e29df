import { EnvironmentError } from '@hourglass/core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure } from '../measure.js';
import { isMeasurement, type Absence, type Measurement } from '../outcome.js';
import { useBackend } from './backends.js';
import { startProcess } from './child-process.js';
import { handOut } from './handed-work.js';
import { inNode } from './in-process.js';

let folder: string;

beforeAll(async () => {
  await useBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'hourglass-bench-'));
  await handOut(folder, ['dense', 'convolutional'], 24);
});
afterAll(() => rm(folder, { recursive: true }));

async function outcomesOf(...contenders: Parameters<typeof measure>[0][number][]): Promise<(Measurement | Absence)[]> {
  const outcomes: (Measurement | Absence)[] = [];
  const settings = { name: 'small', rounds: 1, onProgress: () => undefined };
  for await (const outcome of measure(contenders, settings, 3)) outcomes.push(outcome);
  return outcomes;
}

describe('contenders in processes of their own', { timeout: 240_000 }, () => {
  const batchSize = 8;

  it('train from the same weights to the same losses', async () => {
    const work = { folder, batchSize, recipe: 'dense' } as const;
    const outcomes = await outcomesOf(
      inNode('wasm', { ...work, task: 'training', on: 'wasm' }, 3),
      inNode('compiled-node', { ...work, task: 'training', on: 'compiled-node' }, 3),
      inNode('tfjs-fit-wasm', { ...work, task: 'tfjs-fit', on: 'wasm' }, 3),
      inNode('matmul-limit', { ...work, task: 'matmul-limit' }, 3),
    );
    expect(outcomes.filter(isMeasurement)).toHaveLength(4);
    const losses = outcomes.filter(isMeasurement).map(({ loss }) => loss);
    expect(losses[0]).toBeLessThan(0.7);
    expect(losses).toEqual([losses[0], expect.closeTo(losses[0]!, 3), expect.closeTo(losses[0]!, 3), null]);
    expect(outcomes.map((outcome) => 'compile_ms' in outcome)).toEqual([false, true, false, false]);
  });

  it('encode to the same code', async () => {
    const work = { folder, batchSize, recipe: 'convolutional', task: 'encoding' } as const;
    const outcomes = await outcomesOf(inNode('wasm', { ...work, on: 'wasm' }, 3), inNode('compiled-web-1', { ...work, on: 'compiled-web-1' }, 3));
    expect(outcomes.filter(isMeasurement).map(({ contender }) => contender)).toEqual(['wasm', 'compiled-web-1']);
  });

  it('say what a backend cannot do', async () => {
    const job = { folder, batchSize, recipe: 'convolutional', task: 'tfjs-fit', on: 'wasm' } as const;
    expect(await outcomesOf(inNode('tfjs-fit-wasm', job, 3))).toMatchObject([
      { contender: 'tfjs-fit-wasm', failed: false, reason: expect.stringContaining('Conv2DBackpropFilter') },
    ]);
  });
});

describe('startProcess(program, args)', () => {
  it('tells a program that is not there from one that ends, whose last line it repeats', async () => {
    await expect(startProcess('no-such-python', [])).rejects.toThrow(EnvironmentError);
    const ending = startProcess(process.execPath, ['-e', "console.error('one'); console.error('two'); process.exit(3)"]);
    await expect(ending).rejects.toThrow('its process ended (3). two');
  });

  it('repeats what a process lacks', async () => {
    const lacking = startProcess(process.execPath, ['-e', `console.log('{"absent":"No module named numpy"}')`]);
    await expect(lacking).rejects.toThrow(new EnvironmentError('No module named numpy'));
  });
});
