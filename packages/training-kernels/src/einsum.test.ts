import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { gradientError, onBackends, resultOn, values } from '../test-kit/gradient-checks.js';
import { registerTrainingKernels } from './index.js';

const sizes: Record<string, number> = { a: 2, b: 3, c: 4, d: 2, e: 3 };
const shape = (term: string) => Array.from(term, (label) => sizes[label]!);

const equations = [
  'ab,bc->ac',
  'ab,bc->ca',
  'ab,cb->ac',
  'eab,ebc->eac',
  'abc,cd->adb',
  'ab,ab->',
  'ab,ab->a',
  'a,b->ab',
  'ab,b->ab',
  'abc,dc->a',
  'abc,ad->bd',
  'ab,cd->bd',
  ',ab->ab',
  'ab->ba',
  'abc->b',
  'ab->',
  'ab -> ab',
];

const einsum = (equation: string, [first, ...others]: tf.Tensor[]) => tf.einsum(equation, first!, ...others);
const operands = (equation: string) =>
  equation.replace(/\s/g, '').split('->')[0]!.split(',').map((term, index) => values(shape(term), index + 3));

onBackends(() => {
  it.each(equations)("both gradients of einsum('%s') agree with finite differences", (equation) => {
    const tensors = operands(equation);
    tensors.forEach((tensor, position) => {
      const op = (x: tf.Tensor) => einsum(equation, tensors.map((other, index) => (index === position ? x : other)));
      expect(gradientError(op, tensor)).toBeLessThan(2e-3);
    });
  });

  it('einsum multiplies integers exactly', () => {
    const product = tf.einsum('ij,jk->ik', tf.tensor2d([[1, 2], [3, 4]], [2, 2], 'int32'), tf.tensor2d([[5], [6]], [2, 1], 'int32'));
    expect(product.arraySync()).toEqual([[17], [39]]);
  });
});

describe('einsum on wasm', () => {
  it.each(equations)("einsum('%s') gives what the cpu backend gives", async (equation) => {
    registerTrainingKernels();
    const [wasm, cpu] = [
      await resultOn('wasm', () => einsum(equation, operands(equation))),
      await resultOn('cpu', () => einsum(equation, operands(equation))),
    ];
    expect(wasm).toHaveLength(cpu.length);
    wasm.forEach((value, index) => expect(value).toBeCloseTo(cpu[index]!, 4));
  });

  it('refuses what TensorFlow.js refuses, and a repeated label in the output', async () => {
    registerTrainingKernels();
    await tf.setBackend('wasm');
    expect(() => tf.einsum('aa->a', values([2, 2]))).toThrow(/duplicate axes/);
    expect(() => tf.einsum('ab,bc', values([2, 2]), values([2, 2]))).toThrow(/arrow/);
    expect(() => tf.einsum('ab,bc->ac', values([2, 2]), values([3, 2]))).toThrow(/Expected dimension/);
    expect(() => tf.einsum('a->aa', values([2]))).toThrow(/without repeated labels, received 'a->aa'/);
  });
});
