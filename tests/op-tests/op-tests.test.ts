import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unlowered } from '../../packages/compile/src/lower/unlowered.fixture.js';
import { bundleOpTests, runOpTests } from './run-op-tests.js';

const stored = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const failedBefore = stored('./failed-before.json') as string[];
const stillFailing = stored('./still-failing.json') as Record<string, string[]>;
const failingOnOnnx = stored('./failing-on-onnx.json') as Record<string, string[]>;
const lastDigit = failingOnOnnx['a last digit that float32 does not have, which processors and runtimes round either way'] ?? [];
const refuted = stillFailing['asserts a gradient that finite differences refute'] ?? [];
const byName = (a: string, b: string) => (a < b ? -1 : 1);
const minutes = 60_000;

/** The kernel, or the type of element, that the compiled engine has no graph for, where a failure says so. */
const unsupported = (message: string): string | undefined =>
  [/Kernel '(\w+)' not registered/, /received (\w+) of TensorFlow.js, which has no lowering/, /of type (string|complex64): expected/]
    .map((pattern) => pattern.exec(message)?.[1])
    .find((found) => found !== undefined);

describe("TensorFlow.js's own op tests", () => {
  let bundle = '';
  beforeAll(async () => {
    bundle = await bundleOpTests();
  }, 3 * minutes);
  afterAll(() => rm(bundle, { force: true }));

  it('on wasm with the training kernels, 2,751 of 2,878 pass, against 2,669 without; what fails is listed by reason', { timeout: 5 * minutes }, async () => {
    const { passed, failures, errors } = await runOpTests(bundle, 'wasm', true);
    const failing = failures.map(({ name }) => name);
    expect(errors).toEqual([]);
    expect(passed + failing.length).toBe(2878);
    expect(passed).toBeGreaterThanOrEqual(2750);
    expect(failing.sort(byName)).toEqual(Object.values(stillFailing).flat().sort(byName));
    expect(failing.filter((name) => !failedBefore.includes(name))).toEqual(refuted.toSorted(byName));
  });

  it('on cpu with the training kernels, all pass that assert a true gradient', { timeout: 5 * minutes }, async () => {
    const { failures, errors } = await runOpTests(bundle, 'cpu', true);
    expect(errors).toEqual([]);
    expect(failures.map(({ name }) => name.replace(' cpu {}', ' wasm {}')).sort(byName)).toEqual(refuted.toSorted(byName));
  });

  it.each(['onnx-node', 'onnx-web'] as const)('through the graphs of the compiled engine on %s, all pass but those of kernels without a lowering and a few, listed by reason', { timeout: 5 * minutes }, async (runtime) => {
    const { passed, failures, errors } = await runOpTests(bundle, runtime, true);
    expect(errors).toEqual([]);
    expect(passed + failures.length).toBe(2877);
    expect(passed).toBeGreaterThanOrEqual(2702);
    const lacking = new Set(failures.flatMap(({ message }) => unsupported(message) ?? []));
    expect([...lacking].filter((name) => ![...unlowered, 'string'].includes(name))).toEqual([]);
    const others = failures.filter(({ name, message }) => unsupported(message) === undefined && !lastDigit.includes(name));
    const expected = Object.values(failingOnOnnx).flat().filter((name) => !lastDigit.includes(name));
    expect(others.map(({ name }) => name).sort(byName)).toEqual(expected.sort(byName));
  });

  it('no test of a kernel that wasm lacks fails any more', () => {
    const lacking = /^(einsum|gather|unsortedSegmentSum|conv1d|conv2dTranspose|depthwiseConv2d gradients|conv2d wasm \{\} gradient)/;
    const failing = Object.values(stillFailing).flat();
    expect(failedBefore.filter((name) => lacking.test(name)).length).toBeGreaterThan(75);
    expect(failing.filter((name) => lacking.test(name) && !name.endsWith('NCHW'))).toEqual([]);
  });
});

describe('what the refuted tests assert', () => {
  const pad: tf.backend_util.ExplicitPadding = [[0, 0], [1, 2], [0, 1], [0, 0]];
  const cases = [
    {
      op: 'avgPool',
      forward: (x: tf.Tensor) => tf.avgPool(x as tf.Tensor3D, 3, 1, pad),
      shape: [3, 3, 1],
      dy: [0, 3, 0, 6, 0, 9, 0, 12],
      asserted: [0, 1, 1, 0, 2, 2, 0, 3, 3],
    },
    {
      op: 'mirrorPad',
      forward: (x: tf.Tensor) => tf.mirrorPad(x, [[2, 1]], 'reflect'),
      shape: [3],
      dy: [10, 20, 30, 40, 50, 60],
      asserted: [30, 40, 50],
    },
  ];

  it.each(cases)('for $op is not the slope of its forward pass', async ({ op, forward, shape, dy, asserted }) => {
    await tf.setBackend('cpu');
    const loss = (index: number, change: number) => {
      const x = tf.tensor(asserted.map((_, at) => at + (at === index ? change : 0)), shape);
      return Array.from(forward(x).dataSync()).reduce((sum, value, at) => sum + value * dy[at]!, 0);
    };
    const slopes = asserted.map((_, index) => loss(index, 0.5) - loss(index, -0.5)); // both ops are linear
    expect(refuted.some((name) => name.startsWith(op))).toBe(true);
    expect(Math.max(...slopes.map((slope, index) => Math.abs(slope - asserted[index]!)))).toBeGreaterThan(0.5);
  });
});
