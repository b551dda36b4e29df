import { createAutoencoder, fromSamples, stateless, train, type Penalty } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadableEngines, selectEngine } from './engines.js';
import { hourglass, jsonOf, temporaryFolder, weightsIn, writeSquares, type Outcome } from './hourglass.fixture.js';
import type { Io } from './io.js';

let data: string;
let out: string;

beforeAll(async () => {
  data = join(await temporaryFolder(), 'squares.idx');
  await writeSquares(data);
});
beforeEach(async () => {
  out = join(await temporaryFolder(), 'out');
});

const small = ['--widths', '16', '--code-size', '4', '--batch-size', '16', '--json'];
const trained = (...more: string[]): Promise<Outcome> => hourglass(['train', 'undercomplete', '--data', data, '--out', out, ...small, ...more]);

const modules = {
  'compiled-node': '@hourglass/compile/node',
  'compiled-web': '@hourglass/compile/web',
  native: '@tensorflow/tfjs-node',
  wasm: '@tensorflow/tfjs-backend-wasm',
};
const fail = (message: string) => (): never => {
  throw new Error(`${message}\nand where it happened`);
};

/** Lets the modules of these engines fail, each with the reason `<engine> is broken`. */
function breakEngines(...engines: (keyof typeof modules)[]): void {
  for (const engine of engines) {
    const broken = fail(`${engine} is broken`);
    vi.doMock(modules[engine], engine.startsWith('compiled') ? () => ({ onnxNode: broken, onnxWeb: broken }) : broken);
  }
}
afterEach(() => {
  for (const module of Object.values(modules)) vi.doUnmock(module);
});

describe('--engine auto', () => {
  it('is compiled-node where onnxruntime-node loads', async () => {
    const outcome = await trained('--epochs', '1');
    expect(outcome.stderr).toMatch(/^Engine: compiled-node$/m);
    expect(jsonOf(outcome)).toMatchObject({ engine: 'compiled-node', unavailable: {} });
  });

  it('is the next that loads, and says why a faster one does not', async () => {
    breakEngines('compiled-node', 'native');
    const outcome = await trained('--epochs', '1');
    expect(outcome.stderr).toMatch(/^Engine: compiled-web \(compiled-node: compiled-node is broken\)$/m);
    expect(jsonOf(outcome)).toMatchObject({ engine: 'compiled-web', unavailable: { 'compiled-node': 'compiled-node is broken' } });

    breakEngines('compiled-web');
    const title = /^Engine: wasm \(compiled-node: compiled-node is broken; compiled-web: compiled-web is broken; native: .+\)$/m;
    const argv = ['evaluate', out, '--data', data];
    expect((await hourglass(argv)).stderr).toMatch(title);
    expect(jsonOf(await hourglass([...argv, '--json']))).toMatchObject({ engine: 'wasm', unavailable: { 'compiled-web': 'compiled-web is broken' } });
  });

  it('exits with 2 where nothing loads, and names every reason', async () => {
    breakEngines('compiled-node', 'compiled-web', 'native', 'wasm');
    const outcome = await trained('--epochs', '1');
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/No engine loads:\n {2}compiled-node: compiled-node is broken\n.* {2}wasm: .+\nTry --engine cpu\./s);
  });
});

describe('--engine <name>', () => {
  it.each(loadableEngines.filter((name) => name !== 'native'))('%s is what runs every command', async (name) => {
    const engine = ['--engine', name];
    const codes = join(out, '..', 'codes.npy');
    for (const argv of [
      ['train', 'undercomplete', '--data', data, '--out', out, ...small, '--epochs', '1'],
      ['evaluate', out, '--data', data, '--json'],
      ['encode', out, '--data', data, '--out', codes, '--json'],
      ['decode', out, '--data', codes, '--out', join(out, '..', 'images.npy'), '--json'],
      ['reconstruct', out, '--data', data, '--out', join(out, '..', 'pictures'), '--json'],
    ]) {
      const outcome = await hourglass([...argv, ...engine]);
      expect(outcome).toMatchObject({ code: 0, stderr: expect.stringMatching(new RegExp(`^Engine: ${name}$`, 'm')) });
      expect(jsonOf(outcome)).toMatchObject({ engine: name, unavailable: {} });
      expect(jsonOf(outcome)).not.toHaveProperty('uncompiled');
    }
  });

  it.each(['compiled-node', 'compiled-web', 'native'] as const)('%s exits with 2 where it does not load', async (name) => {
    breakEngines(name);
    const outcome = await trained('--engine', name);
    expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(`The engine ${name} does not load: .+ Try --engine auto`) });
  });

  it('gives the same figures on every engine, as far as rounding goes', async () => {
    const totals: number[] = [];
    for (const name of ['compiled-node', 'compiled-web', 'wasm', 'cpu']) {
      out = join(await temporaryFolder(), name);
      totals.push((jsonOf(await trained('--epochs', '5', '--engine', name))['val'] as { total: number }).total);
    }
    for (const total of totals) expect(total / totals[0]!).toBeCloseTo(1, 4);
  });
});

describe('--resume', () => {
  const weightsOf = async (...more: string[]): Promise<Buffer> => {
    expect(await trained(...more)).toMatchObject({ code: 0 });
    return weightsIn(out);
  };

  it('goes on with the engine of the run, though a faster one loads by now, and ends with equal weights', async () => {
    breakEngines('compiled-node', 'compiled-web', 'native');
    await trained('--epochs', '2');
    vi.doUnmock(modules['compiled-node']);
    const outcome = await trained('--epochs', '4', '--resume');
    expect(outcome.stderr).toMatch(/^Engine: wasm \(that of the run so far; --engine changes it\)$/m);
    const resumed = await weightsIn(out);
    out = join(await temporaryFolder(), 'whole');
    expect((await weightsOf('--epochs', '4', '--engine', 'wasm')).equals(resumed)).toBe(true);
  });

  it('goes on with the best that loads where the engine of the run does not, and says that the result differs', async () => {
    await trained('--epochs', '2');
    breakEngines('compiled-node');
    const { code, stderr } = await trained('--epochs', '4', '--resume');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Engine: compiled-web \(compiled-node: compiled-node is broken\)$/m);
    expect(stderr).toContain('So far it was trained on compiled-node: going on with compiled-web');
  });
});

describe('a model that cannot be compiled', () => {
  const reading: Penalty = {
    kind: 'reading',
    options: {},
    create: () => ({ ...stateless, apply: ({ code }) => ({ first: { value: tf.scalar(code.dataSync()[0]!), weight: 0 } }) }),
  };

  it('runs on wasm, which is said and reported', async () => {
    let stderr = '';
    const output = { write: (text: string) => (stderr += text) };
    const io: Io = { stdout: output, stderr: output, interruptible: () => expect.unreachable(), program: 'hourglass' };
    const { engine, report } = await selectEngine('compiled-node', io);
    const model = createAutoencoder({ ...undercomplete({ inputShape: [3], codeSize: 1 }), penalties: [reading] }, { engine });
    expect(report()).toEqual({ engine: 'compiled-node', unavailable: {} });
    await train(model, fromSamples({ clean: { data: Float32Array.of(0, 0.5, 1), shape: [1, 3] } }), { epochs: 1 });
    model.dispose();
    expect(stderr).toMatch(/^This model runs uncompiled, on wasm, and slower: .+/);
    expect(report().uncompiled).toMatch(/engines\.test\.ts/);
  });
});
