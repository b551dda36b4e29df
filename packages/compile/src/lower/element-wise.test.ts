import { describe, expect, it } from 'vitest';
import { bools, byOnnx, byTensorFlow, difference, floats, given, ints, type KernelCase } from './kernel-case.fixture.js';

const special = given([-Infinity, -3.5, -2.5, -1.5, -1, -0.5, -1e-4, 0, 1e-4, 0.5, 1, 1.5, 2.5, 3.5, 90, Infinity, NaN]);
const finite = given([-30, -3.5, -2.5, -1.5, -1, -0.5, -1e-4, 0, 1e-4, 0.5, 1, 1.5, 2.5, 3.5, 30]);
const of = (kernel: string, inputs: KernelCase['inputs'], attrs: KernelCase['attrs'] = {}): KernelCase => ({ kernel, inputs, attrs });

const onSpecial = ['Abs', 'Neg', 'Exp', 'Expm1', 'Log', 'Log1p', 'Sqrt', 'Rsqrt', 'Square', 'Floor', 'Ceil', 'Round', 'Reciprocal'];
const onFinite = ['Sign', 'Relu', 'Relu6', 'Elu', 'Selu', 'Sigmoid', 'Tanh', 'Softplus', 'Sin', 'Cos', 'Tan', 'Asin', 'Acos', 'Atan'];
const onFiniteToo = ['Sinh', 'Cosh', 'Asinh', 'Acosh', 'Atanh', 'Erf'];
const arithmetic = ['Add', 'Sub', 'Multiply', 'Maximum', 'Minimum', 'SquaredDifference', 'Mod', 'FloorDiv'];
const comparisons = ['Equal', 'NotEqual', 'Greater', 'GreaterEqual', 'Less', 'LessEqual'];
const logical = ['LogicalAnd', 'LogicalOr'];

const cases: KernelCase[] = [
  ...[...onSpecial, 'IsNan', 'IsInf', 'IsFinite', 'Identity'].map((kernel) => of(kernel, { x: special })),
  ...[...onFinite, ...onFiniteToo].map((kernel) => of(kernel, { x: finite })),
  ...['Abs', 'Neg', 'Sign', 'Square', 'Relu', 'Identity'].map((kernel) => of(kernel, { x: ints([2, 7]) })),
  of('Sigmoid', { x: floats([]) }),
  of('Relu', { x: floats([3, 1, 5]) }),
  of('Step', { x: finite }, { alpha: 0 }),
  of('Step', { x: finite }, { alpha: 0.25 }),
  of('LeakyRelu', { x: finite }, { alpha: 0.2 }),
  of('Prelu', { x: floats([2, 3, 4]), alpha: floats([3, 4]) }),
  of('EluGrad', { dy: floats([4, 5]), y: floats([4, 5], -1, 3) }),
  of('ClipByValue', { x: special }, { clipValueMin: -1.25, clipValueMax: 2 }),
  of('LogicalNot', { x: bools([5]) }),
  ...arithmetic.flatMap((kernel) => [
    of(kernel, { a: floats([4, 5]), b: floats([4, 5], -1, 3) }),
    of(kernel, { a: floats([2, 1, 5]), b: floats([3, 1], 1, 3) }),
    of(kernel, { a: ints([3, 5], -9, 9), b: ints([5], 1, 7) }),
    of(kernel, { a: ints([3, 5], -9, 9), b: ints([5], -7, -1) }),
  ]),
  of('Add', { a: given([2 ** 24], [1], 'int32'), b: given([1], [1], 'int32') }),
  of('FloorDiv', { a: given([2 ** 24 + 1], [1], 'int32'), b: given([1], [1], 'int32') }),
  of('Mod', { a: given([-100, 5, -1, 0]), b: given([1e10, Infinity, -Infinity, 3]) }),
  of('RealDiv', { a: floats([4, 5]), b: floats([5], 0.5, 3) }),
  of('RealDiv', { a: given([-1, 0, 1]), b: given([0, 0, 0]) }),
  of('Pow', { a: floats([4, 5], 0, 3), b: floats([4, 1]) }),
  of('Pow', { a: floats([4, 5]), b: given([2], []) }),
  of('Pow', { a: floats([4, 5]), b: given([0.5], []) }),
  of('Pow', { a: ints([4, 5]), b: given([3], [], 'int32') }),
  of('AddN', [floats([2, 3]), floats([2, 3], 0, 1), floats([2, 3], -7, 7)]),
  of('AddN', [ints([2, 3]), ints([2, 3], 0, 4)]),
  ...comparisons.flatMap((kernel) => [
    of(kernel, { a: given([-1, 0, 1, NaN, Infinity]), b: given([0, 0, 0, NaN, Infinity]) }),
    of(kernel, { a: ints([4, 1], 0, 3), b: ints([3], 0, 3) }),
    of(kernel, { a: bools([6]), b: given([0, 0, 0, 1, 1, 1], [6], 'bool') }),
  ]),
  ...logical.map((kernel) => of(kernel, { a: bools([6]), b: given([0, 0, 0, 1, 1, 1], [6], 'bool') })),
  of('Select', { condition: bools([3, 4]), t: floats([3, 4]), e: floats([3, 4], 5, 6) }),
  of('Select', { condition: bools([5]), t: ints([5]), e: ints([5], 5, 9) }),
  of('Select', { condition: bools([5]), t: bools([5]), e: given([1, 1, 0, 0, 1], [5], 'bool') }),
  of('Step', { x: given([0, 1e-30, 0.5, 3e38, Infinity]) }, { alpha: 0, positive: true }),
  of('Cast', { x: given([-1.7, -0.2, 0, 0.9, 2.5]) }, { dtype: 'int32' }),
  of('Cast', { x: given([-1.7, -0.2, 0, 0.9, NaN]) }, { dtype: 'bool' }),
  of('Cast', { x: ints([6]) }, { dtype: 'float32' }),
  of('Cast', { x: bools([6]) }, { dtype: 'float32' }),
  of('Cast', { x: bools([6]) }, { dtype: 'int32' }),
];

describe('lowerings of element-wise kernels', () => {
  it.each(cases)('$kernel of $inputs gives what TensorFlow.js gives', async (kernelCase) => {
    const expected = await byTensorFlow(kernelCase);
    const received = await byOnnx(kernelCase, expected);
    expect(received.map((output, i) => difference(output, expected[i]!))).toEqual([expect.toSatisfy((d: number) => d < 1e-5)]);
  });
});
