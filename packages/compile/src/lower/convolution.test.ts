import { describe, expect, it } from 'vitest';
import { byOnnx, byTensorFlow, difference, floats, type KernelCase, type Sample } from './kernel-case.fixture.js';
import { convolution } from './convolution.js';
import { filterGradient, inputGradient } from './convolution-gradients.js';
import type { Formulated } from './formulation.js';

interface Geometry {
  readonly x: readonly [number, number, number, number];
  readonly filter: readonly [number, number, number, number];
  readonly strides?: number | [number, number];
  readonly dilations?: number;
  readonly pad: 'same' | 'valid' | number | [number, number][];
  readonly dimRoundingMode?: 'floor';
}

const geometries: Geometry[] = [
  { x: [2, 5, 7, 1], filter: [3, 3, 1, 4], pad: 'same' },
  { x: [2, 6, 6, 3], filter: [3, 2, 3, 2], pad: 'same', strides: 2 },
  { x: [3, 7, 5, 2], filter: [3, 3, 2, 5], pad: 'same', strides: 2 },
  { x: [2, 8, 6, 2], filter: [3, 3, 2, 3], pad: 'valid', strides: 2 },
  { x: [2, 7, 9, 4], filter: [5, 4, 4, 1], pad: 'valid' },
  { x: [2, 7, 9, 4], filter: [4, 4, 4, 2], pad: 'same' },
  { x: [2, 6, 6, 5], filter: [3, 3, 5, 2], pad: 1, dimRoundingMode: 'floor' },
  { x: [2, 6, 5, 2], filter: [3, 3, 2, 3], pad: [[0, 0], [1, 2], [0, 1], [0, 0]], strides: [2, 1], dimRoundingMode: 'floor' }, // prettier-ignore
  { x: [2, 5, 5, 2], filter: [1, 1, 2, 3], pad: 'same' },
  { x: [1, 5, 6, 2], filter: [1, 1, 2, 3], pad: 'same', strides: 3 },
];
const dilated: Geometry[] = [
  { x: [2, 8, 9, 2], filter: [3, 3, 2, 3], pad: 'same', dilations: 2 },
  { x: [2, 8, 9, 2], filter: [3, 2, 2, 3], pad: 'valid', dilations: 3 },
];

const attrsOf = ({ strides = 1, dilations = 1, pad, dimRoundingMode }: Geometry) => ({ strides, dilations, pad, dimRoundingMode, dataFormat: 'NHWC' });

async function expectEqual(kernelCase: KernelCase, formulation?: string) {
  const expected = await byTensorFlow(kernelCase);
  const received = await byOnnx({ ...kernelCase, attrs: { ...kernelCase.attrs, ...(formulation && { formulation }) } }, expected);
  expect(received.map((output, i) => difference(output, expected[i]!))).toEqual([expect.toSatisfy((d: number) => d < 1e-5)]);
}

/** The formulations that hold for a case. */
function holding({ formulations, windowsOf }: Formulated, { kernel, inputs, attrs = {} }: KernelCase): string[] {
  const node = { kernel, inputs: Object.values<Sample>(inputs), inputNames: Object.keys(inputs), attrs, outputs: [] };
  return Object.keys(formulations).filter((name) => formulations[name]!.holds(windowsOf(node)));
}

const output = async (kernel: string, geometry: Geometry): Promise<Sample> => {
  const inputs = { x: floats(geometry.x), filter: floats(geometry.filter) };
  const [y] = await byTensorFlow({ kernel, inputs, attrs: attrsOf(geometry) });
  return floats(y!.shape, -1, 2);
};

describe('lowerings of convolutions', () => {
  it.each([...geometries, ...dilated])('Conv2D and DepthwiseConv2dNative with $x, $filter, $pad, $strides, $dilations', async (geometry) => {
    const inputs = { x: floats(geometry.x), filter: floats(geometry.filter) };
    const kernelCase: KernelCase = { kernel: 'Conv2D', inputs, attrs: attrsOf(geometry) };
    await expectEqual(kernelCase);
    for (const name of holding(convolution, kernelCase)) await expectEqual(kernelCase, name);
    await expectEqual({ kernel: 'DepthwiseConv2dNative', inputs, attrs: attrsOf(geometry) });
  });

  it('DepthwiseConv2dNative without dilations, as layers give it', async () => {
    const { x, filter } = geometries[0]!;
    const attrs = { ...attrsOf(geometries[0]!), dilations: null };
    await expectEqual({ kernel: 'DepthwiseConv2dNative', inputs: { x: floats(x), filter: floats(filter) }, attrs });
  });

  it.each(['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'])('fused convolutions with bias and %s', async (activation) => {
    const geometry = geometries[2]!;
    for (const [kernel, channels] of [['FusedConv2D', 5], ['FusedDepthwiseConv2D', 10]] as const) {
      const prelu = activation === 'prelu' && { preluActivationWeights: floats([1, 1, channels], 0, 1) };
      const inputs = { x: floats(geometry.x), filter: floats(geometry.filter), bias: floats([channels]), ...prelu };
      await expectEqual({ kernel, inputs, attrs: { ...attrsOf(geometry), activation, leakyreluAlpha: 0.3 } });
    }
  });

  it('FusedConv2D without a bias', async () => {
    const geometry = geometries[0]!;
    const inputs = { x: floats(geometry.x), filter: floats(geometry.filter) };
    await expectEqual({ kernel: 'FusedConv2D', inputs, attrs: { ...attrsOf(geometry), activation: 'relu' } });
  });

  it('Conv2D in NCHW', async () => {
    const inputs = { x: floats([2, 3, 6, 5]), filter: floats([3, 3, 3, 4]) };
    await expectEqual({ kernel: 'Conv2D', inputs, attrs: { strides: 2, dilations: 1, pad: 'same', dataFormat: 'NCHW' } });
  });
});

describe('formulations', () => {
  it('are several where windows move by one pixel, and fewer elsewhere', () => {
    const names = ({ strides = 1 }: Pick<Geometry, 'strides'>) => {
      const attrs = { strides, dilations: 1, pad: 'same', dataFormat: 'NHWC', inputShape: [2, 6, 6, 3], filterShape: [3, 3, 3, 2] };
      const side = strides === 1 ? 6 : 3;
      const inputs = { x: floats([2, 6, 6, 3]), filter: floats([3, 3, 3, 2]), dy: floats([2, side, side, 2]) };
      return [convolution, inputGradient, filterGradient].map((formulated) => holding(formulated, { kernel: '', inputs, attrs }));
    };
    expect(names({ strides: 1 })).toEqual([
      ['direct', 'transposed'],
      ['transposed', 'flipped'],
      ['convolution', 'batched', 'batchedByOutput'],
    ]);
    expect(names({ strides: 2 })).toEqual([['direct'], ['transposed'], ['convolution', 'batched']]);
  });

  it('that do not hold or do not exist are refused', async () => {
    const inputs = { x: floats([2, 6, 6, 3]), filter: floats([3, 3, 3, 2]) };
    const kernelCase = { kernel: 'Conv2D', inputs, attrs: { strides: 2, dilations: 1, pad: 'same', dataFormat: 'NHWC' } };
    for (const name of ['transposed', 'toString'])
      await expect(expectEqual(kernelCase, name)).rejects.toThrow(`Conv2D has no formulation ${name} for these windows.`);
  });
});

describe('lowerings of gradients of convolutions', () => {
  it.each(geometries)('both gradients with $x, $filter, $pad, $strides, however they are written', async (geometry) => {
    const dy = await output('Conv2D', geometry);
    const byInput: KernelCase = {
      kernel: 'Conv2DBackpropInput',
      inputs: { dy, filter: floats(geometry.filter) },
      attrs: { ...attrsOf(geometry), inputShape: geometry.x },
    };
    await expectEqual(byInput);
    for (const name of holding(inputGradient, byInput)) await expectEqual(byInput, name);

    const byFilter: KernelCase = {
      kernel: 'Conv2DBackpropFilter',
      inputs: { x: floats(geometry.x), dy },
      attrs: { ...attrsOf(geometry), filterShape: geometry.filter },
    };
    await expectEqual(byFilter);
    for (const name of holding(filterGradient, byFilter)) await expectEqual(byFilter, name);
  });

  it.each(geometries)('both gradients of depthwise ones with $x, $filter, $pad, $strides', async (geometry) => {
    const dy = await output('DepthwiseConv2dNative', geometry);
    await expectEqual({
      kernel: 'DepthwiseConv2dNativeBackpropInput',
      inputs: { dy, filter: floats(geometry.filter) },
      attrs: { ...attrsOf(geometry), inputShape: geometry.x },
    });
    await expectEqual({
      kernel: 'DepthwiseConv2dNativeBackpropFilter',
      inputs: { x: floats(geometry.x), dy },
      attrs: { ...attrsOf(geometry), filterShape: geometry.filter },
    });
  });

  // The kernels of cpu for gradients leave dilations out, so the derivative is taken element by element.
  it.each(dilated)('both gradients of depthwise ones with $x, $filter, $pad, $dilations', async (geometry) => {
    const [x, filter] = [floats(geometry.x), floats(geometry.filter)];
    const attrs = attrsOf(geometry);
    const dy = await output('DepthwiseConv2dNative', geometry);
    /** What dy times the convolution's output becomes if one input is 1 in one place and 0 elsewhere. */
    const derivative = (inputs: { x: Sample; filter: Sample }, input: 'x' | 'filter') =>
      Promise.all(
        Array.from(inputs[input].data, async (_, i) => {
          const unit = { ...inputs[input], data: inputs[input].data.map((_, j) => Number(i === j)) };
          const [y] = await byTensorFlow({ kernel: 'DepthwiseConv2dNative', inputs: { ...inputs, [input]: unit }, attrs });
          return [...y!.data].reduce((sum, value, j) => sum + value * dy.data[j]!, 0);
        }),
      );
    for (const [input, kernelCase] of [
      ['x', { kernel: 'DepthwiseConv2dNativeBackpropInput', inputs: { dy, filter }, attrs: { ...attrs, inputShape: x.shape } }],
      ['filter', { kernel: 'DepthwiseConv2dNativeBackpropFilter', inputs: { x, dy }, attrs: { ...attrs, filterShape: filter.shape } }],
    ] as const) {
      const [received] = await byOnnx(kernelCase, [{ x, filter }[input]]);
      const expected = { data: Float32Array.from(await derivative({ x, filter }, input)), shape: received!.shape };
      expect(difference(received!, expected)).toBeLessThan(1e-5);
    }
  });
});
