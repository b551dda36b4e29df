import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hourglass, jsonOf, temporaryFolder, writeSquares } from './hourglass.fixture.js';

let data: string;
let out: string;

beforeAll(async () => {
  data = join(await temporaryFolder(), 'squares.idx');
  await writeSquares(data);
});
beforeEach(async () => {
  out = join(await temporaryFolder(), 'out');
});

const train = (...more: string[]) =>
  hourglass(['train', 'overcomplete-sparse', '--data', data, '--out', out, '--epochs', '1', '--json', ...more]);

describe('hourglass train overcomplete-sparse', () => {
  it.each([
    [[], 'batchTopK'],
    [['--code-size', '80', '--k', '5', '--sizes', '8,40', '--tied'], 'batchTopK'],
    [['--sparsity', 'topK', '--k', '3', '--aux-weight', '0'], 'topK'],
    [['--sparsity', 'jumpReLU'], 'jumpReLU'],
    [['--sparsity', 'gated', '--weight', '0.001'], 'gated'],
    [['--sparsity', 'l1', '--weight', '0.001'], 'l1'],
    [['--sparsity', 'klSparsity', '--rate', '0.1'], 'klSparsity'],
  ])('%j trains, and other commands read what it leaves', async (options, kind) => {
    const outcome = await train(...options);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(jsonOf(outcome)).toMatchObject({ command: 'train overcomplete-sparse', epochs: 1, stopped: 'completed' });
    expect(jsonOf(outcome)).not.toHaveProperty('uncompiled');
    const evaluated = await hourglass(['evaluate', out, '--data', data, '--json']);
    expect(evaluated.code, evaluated.stderr).toBe(0);
    const resumed = await hourglass(['train', 'overcomplete-sparse', '--resume', '--data', data, '--out', out, '--epochs', '2', '--sparsity', kind, '--json']);
    expect(resumed.code, resumed.stderr).toBe(0);
  });

  it.each([
    [['--k', '200'], /--k: expected at most 128/],
    [['--code-size', '10'], /--code-size: expected at least the 64 numbers of a sample/],
    [['--sparsity', 'klSparsity', '--rate', '1.5'], /--rate: expected a number above 0 and below 1/],
    [['--sparsity', 'l1', '--k', '4'], /--k: expected no such option beside the sparsity l1/],
    [['--sizes', '8,8'], /--sizes: expected rising sizes/],
    [['--sizes', '128'], /--sizes: expected fewer than the 128 units/],
    [['--aux-weight', '-1'], /--aux-weight: expected a number of 0 or more/],
  ])('%j is refused', async (options, why) => {
    const { code, stderr } = await train(...options);
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
  });
});
