import { glyphs } from '@hourglass/datasets';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hourglass, jsonOf, temporaryFolder, writeSquares } from './hourglass.fixture.js';
import { convolutionalVariant } from './variants/convolutional.js';

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
  hourglass(['train', 'convolutional', '--data', data, '--out', out, '--epochs', '1', '--json', ...more]);

describe('hourglass train convolutional', () => {
  it('trains the net that its options make, and other commands read it', async () => {
    const net = ['--filters', '4,3', '--downsample', 'stride', '--upsample', 'transposed', '--code-size', '5', '--batch-norm', '--residual'];
    const outcome = await train(...net);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(jsonOf(outcome)).toMatchObject({ command: 'train convolutional', epochs: 1, stopped: 'completed' });
    const evaluated = await hourglass(['evaluate', out, '--data', data, '--json']);
    expect(evaluated.code, evaluated.stderr).toBe(0);
  });

  it.each([['kerasBlog', [4, 4, 8]], ['kerasIo', [7, 7, 32]]])('makes the preset %s as it was published', (preset, codeShape) => {
    expect(convolutionalVariant.recipe({ preset }, glyphs().info)).toMatchObject({ inputShape: [28, 28, 1], codeShape });
  });

  it.each([
    [['--filters', '2,2,2,2'], /--filters: expected at most 3/],
    [['--filters', ''], /--filters: expected at least one level/],
    [['--kernel-size', '9'], /--kernel-size: expected at most 8/],
    [['--preset', 'kerasBlog', '--residual'], /--residual: expected no such option beside the preset kerasBlog/],
    [['--preset', 'kerasBlog'], /\[28, 28, 1\].*\[8, 8/],
  ])('%j is refused', async (options, why) => {
    const { code, stderr } = await train(...options);
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
  });
});
