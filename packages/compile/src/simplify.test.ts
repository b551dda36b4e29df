import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers'; // registers gradients
import fc from 'fast-check';
import { binaryCrossEntropy, createSeed, eager, type Shape } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DType, Graph } from './graph.js';
import { simplify } from './simplify.js';
import { interpret, type Given } from './trace/interpret.fixture.js';
import { numbers } from './trace/numbers.fixture.js';
import { smallModel, trainingStep } from './trace/small-model.fixture.js';
import { trace, type TraceInputs } from './trace/trace.js';

const traced = (run: (input: TraceInputs['input']) => Record<string, tf.Tensor>): Graph =>
  trace(({ input }) => run(input), { variables: {} }).graph;

/** The graph of a function of one tensor. */
const of = (run: (x: tf.Tensor) => tf.Tensor, shape: Shape = [2, 3], dtype: DType = 'float32'): Graph =>
  traced((input) => ({ y: run(input('x', shape, dtype)) }));

const kernels = (graph: Graph): string[] => graph.nodes.map(({ kernel }) => kernel);

const sameResults = (graph: Graph, given: Given): void => {
  const simple = simplify(graph);
  const [expected, found] = [interpret(graph, given), interpret(simple, given)];
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, tensor] of Object.entries(expected)) {
    expect([found[name]!.shape, found[name]!.dtype]).toEqual([tensor.shape, tensor.dtype]);
    tensor.dataSync().forEach((value, i) => expect(found[name]!.dataSync()[i]).toBeCloseTo(value, 6));
  }
  tf.dispose([expected, found]);
};

beforeAll(async () => {
  await tf.setBackend('cpu');
  await eager().prepareForward({ compute: () => ({}), variables: {}, seed: createSeed(1) }); // registers the training kernels
});

describe('simplify', () => {
  it.each<[string, (x: tf.Tensor) => tf.Tensor, string[]]>([
    ['a clone', (x) => tf.abs(tf.clone(x)), ['Abs']],
    ['a reshape to the same shape', (x) => tf.abs(tf.reshape(x, [2, -1])), ['Abs']],
    ['a cast to the same type', (x) => tf.abs(tf.engine().runKernel<tf.Tensor>('Cast', { x }, { dtype: 'float32' })), ['Abs']],
    ['reshapes in a row', (x) => tf.reshape(tf.expandDims(tf.reshape(x, [6]), 0), [3, 2]), ['Reshape']],
    ['reshapes there and back', (x) => tf.abs(tf.reshape(tf.reshape(x, [3, 2]), [2, 3])), ['Abs']],
    ['transposes there and back', (x) => tf.abs(tf.transpose(tf.transpose(x))), ['Abs']],
    ['a transpose of nothing', (x) => tf.abs(tf.transpose(x, [0, 1])), ['Abs']],
    ['transposes in a row', (x) => tf.transpose(tf.transpose(tf.stack([x, tf.abs(x)]), [2, 0, 1]), [0, 2, 1]), ['Abs', 'Pack', 'Transpose']],
    ['a transpose that moves an axis of size 1 only', (x) => tf.transpose(tf.reshape(x, [1, 6])), ['Reshape']],
    ['a sum over an axis of size 1', (x) => tf.sum(tf.reshape(x, [2, 1, 3]), 1), []],
    ['x · 1', (x) => tf.abs(tf.mul(x, 1)), ['Abs']],
    ['1 · x', (x) => tf.abs(tf.mul(tf.ones([3]), x)), ['Abs']],
    ['x + 0', (x) => tf.abs(tf.add(x, tf.zerosLike(x))), ['Abs']],
    ['0 + x', (x) => tf.abs(tf.add(0, x)), ['Abs']],
    ['x − 0', (x) => tf.abs(tf.sub(x, 0)), ['Abs']],
    ['x / 1', (x) => tf.abs(tf.div(x, tf.fill([2, 3], 1))), ['Abs']],
    ['one computation twice', (x) => tf.mul(tf.add(tf.abs(x), 2), tf.add(tf.abs(x), 2)), ['Abs', 'Add', 'Multiply']],
    ['a computation that nothing needs', (x) => (tf.exp(x), tf.abs(x)), ['Abs']],
    ['computation with constants', (x) => tf.mul(x, tf.sqrt(tf.add(tf.range(0, 3), tf.scalar(1)))), ['Multiply']],
    ['a whole slice', (x) => tf.abs(tf.slice(x, [0, 0], [2, 3])), ['Abs']],
    ['padding by nothing', (x) => tf.abs(tf.pad(x, [[0, 0], [0, 0]])), ['Abs']],
    ['a repetition before an element-wise kernel', (x) => tf.mul(x, tf.tile(tf.sum(x, 1, true), [1, 3])), ['Sum', 'Multiply']],
    ['repetitions of both operands', (x) => tf.add(tf.tile(tf.sum(x, 1, true), [1, 3]), tf.fill([2, 3], 2)), ['Sum', 'Add', 'Tile']],
  ])('removes %s', (_, run, expected) => {
    const graph = of(run);
    expect(kernels(simplify(graph))).toEqual(expected);
    sameResults(graph, { x: [1, -2, 3, -4, 5, -6] });
  });

  it.each<[string, (x: tf.Tensor) => tf.Tensor, string[]]>([
    ['1 − x and 1 / x', (x) => tf.div(1, tf.sub(0, x)), ['Sub', 'RealDiv']],
    ['x · 1 of integers that becomes real', (x) => tf.mul(tf.cast(x, 'int32'), tf.scalar(1)), ['Cast', 'Cast']],
    ['x + 0 that broadcasts', (x) => tf.add(x, tf.zeros([4, 2, 3])), ['Reshape', 'Tile']],
    ['a cast to another type', (x) => tf.cast(tf.cast(x, 'bool'), 'float32'), ['Cast', 'Cast']],
    ['a repetition of more than single elements', (x) => tf.mul(tf.tile(x, [2, 1]), 2), ['Tile', 'Multiply']],
    ['a reversed slice of the same shape', (x) => tf.stridedSlice(x, [1, 2], [-3, -4], [-1, -1]), ['StridedSlice']],
    ['kernels with other attributes', (x) => tf.add(tf.sum(x, 0), tf.sum(x, 1, true)), ['Sum', 'Sum', 'Add']],
    ['numbers of more than 4096 elements, made at each run', (x) => tf.matMul(x, tf.fill([3, 2000], 0.5)), ['Fill', 'BatchMatMul']],
  ])('keeps %s', (_, run, expected) => {
    const graph = of(run);
    expect(kernels(simplify(graph))).toEqual(expected);
    sameResults(graph, { x: [1, -2, 3, -4, 5, -6] });
  });

  it('keeps an infinite and an undefined bound apart', () => {
    const bound = (value: number) => (x: tf.Tensor) => tf.mul(tf.engine().runKernel<tf.Tensor>('Step', { x }, { alpha: value }), 2);
    const graph = of((x) => tf.sub(bound(Infinity)(x), bound(-Infinity)(x)));
    expect(kernels(simplify(graph)).filter((kernel) => kernel === 'Step')).toHaveLength(2);
  });

  it('stores small constants and no large ones', () => {
    const small = simplify(traced((input) => ({ y: tf.onesLike(input('x', [4096], 'float32')) })));
    expect([small.nodes.length, small.constants.size, small.inputs.size]).toEqual([0, 1, 0]);
    const large = simplify(traced((input) => ({ y: tf.onesLike(input('x', [4097], 'float32')) })));
    expect([kernels(large), large.constants.size]).toEqual([['OnesLike'], 0]);
  });

  it('stores a folded cast in an array of its type', () => {
    const { constants } = simplify(of((x) => tf.add(x, tf.cast(tf.add(tf.scalar(1, 'int32'), tf.scalar(1, 'int32')), 'float32'))));
    expect([...constants.values()]).toEqual([Float32Array.of(2)]);
  });

  it('stores equal constants once', () => {
    const { constants } = simplify(of((x) => tf.concat([tf.fill([1, 3], 2), x, tf.tensor([[2, 2, 2]])])));
    expect(constants.size).toBe(1);
  });

  it('multiplies a batch of one pair of matrices as matrices', () => {
    const graph = traced((input) => {
      const [a, b] = [input('a', [4, 2], 'float32'), input('b', [4, 3], 'float32')];
      const options = { a: tf.reshape(a, [1, 4, 2]), b: tf.reshape(b, [1, 4, 3]), transposeA: true } as const;
      return { y: tf.reshape(tf.fused.matMul({ ...options, bias: input('c', [3], 'float32'), activation: 'relu' }), [2, 3]) };
    });
    expect(kernels(simplify(graph))).toEqual(['_FusedMatMul']);
    sameResults(graph, { a: numbers(8), b: numbers(12, 2), c: [1, 2, 3] });
  });

  it('leaves a batch of several products as it is', () => {
    const graph = of((x) => tf.matMul(x, x, false, true), [2, 3, 4]);
    expect(kernels(simplify(graph))).toEqual(['BatchMatMul']);
  });

  it('drops inputs that no output depends on', () => {
    const graph = traced((input) => (tf.abs(input('unused', [1], 'float32')), { y: tf.abs(input('x', [1], 'float32')) }));
    expect([...graph.inputs.keys()]).toEqual(['unused', 'x']);
    expect([...simplify(graph).inputs.keys()]).toEqual(['x']);
  });

  it('lets an output be an input, a constant or another output', () => {
    const graph = traced((input) => {
      const x = input('x', [2], 'float32');
      return { same: tf.clone(x), again: tf.mul(x, 1), three: tf.add(tf.scalar(1), 2), a: tf.abs(x), b: tf.abs(tf.clone(x)) };
    });
    const { nodes, outputs, inputs, constants } = simplify(graph);
    expect(nodes).toHaveLength(1);
    expect(outputs.get('same')).toBe(inputs.get('x'));
    expect(outputs.get('again')).toBe(inputs.get('x'));
    expect(outputs.get('a')).toBe(outputs.get('b'));
    expect(constants.get(outputs.get('three')!)).toEqual(Float32Array.of(3));
    sameResults(graph, { x: [1, -2] });
  });

  it('gives the mean its gradient without tensors of ones', () => {
    const w = tf.variable(tf.ones([100, 200]));
    const { graph } = trace(() => ({ g: tf.variableGrads(() => tf.mean(tf.square(w)), [w]).grads[w.name]! }), { variables: { w } });
    const simple = simplify(graph);
    expect([...simple.constants.keys()].every(({ shape }) => shape.length === 0)).toBe(true);
    expect(kernels(simple)).not.toContain('Tile');
    sameResults(graph, { w: numbers(20000) });
    w.dispose();
  });

  it('leaves a training step with the same losses, gradients and averages, and far fewer nodes', () => {
    const small = smallModel();
    const variables = { ...small.parameters, ...small.state };
    const { graph } = trace((api) => trainingStep(small, api.input('clean', [3, 8, 8, 1], 'float32')), { variables });
    const nodes = [...graph.nodes];
    const values = Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, variable.dataSync().slice()]));
    const tensors = tf.memory().numTensors;
    const simple = simplify(graph);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(graph.nodes).toEqual(nodes);
    expect(simple.nodes.length).toBeLessThan(0.7 * nodes.length);
    expect(kernels(simplify(simple))).toEqual(kernels(simple));
    sameResults(graph, { clean: numbers(192).map((x) => Math.abs(x) / 2), ...values });
    small.model.dispose();
  });

  it('computes a product and its bias at once', () => {
    const layer = (bias: Shape) =>
      traced((input) => ({ y: tf.add(tf.matMul(input('x', [4, 2], 'float32'), input('w', [2, 3], 'float32')), input('b', bias, 'float32')) }));
    expect(kernels(simplify(layer([3])))).toEqual(['_FusedMatMul']);
    expect(kernels(simplify(layer([4, 1])))).toEqual(['BatchMatMul', 'Add']);
    sameResults(layer([3]), { x: numbers(8), w: numbers(6, 2), b: [1, 2, 3] });
  });

  it('multiplies by a number where there is least to multiply', () => {
    const graph = traced((input) => {
      const [x, w] = [tf.mul(0.25, input('x', [4, 2], 'float32')), input('w', [2, 3], 'float32')];
      return { product: tf.matMul(tf.reshape(tf.neg(x), [4, 2]), tf.mul(w, 3)), sum: tf.sum(x, 0), mean: tf.mean(tf.neg(x)) };
    });
    const { nodes } = simplify(graph);
    const large = nodes.filter(({ kernel, inputs }) => kernel === 'Multiply' && inputs.some(({ shape }) => shape.length > 1));
    expect(large.map(({ inputs }) => inputs.map(({ shape }) => shape))).toEqual([[[2, 3], []]]); // a number that stands second
    expect(nodes.find(({ kernel }) => kernel === 'BatchMatMul')!.attrs['factor']).toBe(-0.25);
    sameResults(graph, { x: numbers(8), w: numbers(6, 2) });
  });

  describe('of images', () => {
    const relu = (x: tf.Tensor) => tf.relu(x);
    const image = (run: (x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor) => tf.Tensor): Graph =>
      traced((input) => ({
        y: run(input('x', [2, 5, 4, 2], 'float32') as tf.Tensor4D, input('filter', [3, 3, 2, 2], 'float32') as tf.Tensor4D, input('bias', [2], 'float32')),
      }));
    const given = { x: numbers(80), filter: numbers(36, 2), bias: [0.5, -1] };

    it('keeps channels first from the first kernel to the last', () => {
      const graph = image((x, filter, bias) => {
        const h = tf.relu<tf.Tensor4D>(tf.add(tf.conv2d(x, filter, 1, 'same'), bias));
        const p = tf.maxPool(h, 2, 2, 'same');
        const u = tf.mul<tf.Tensor4D>(tf.image.resizeNearestNeighbor(p, [6, 4]), tf.sum(bias));
        return tf.sub(tf.avgPool(u, 2, 1, 'valid'), tf.reshape(bias, [1, 1, 1, 2]));
      });
      const found = kernels(simplify(graph)).filter((kernel) => kernel !== 'Reshape' && kernel !== 'Sum');
      expect(found).toEqual(['Transpose', 'FusedConv2D', 'Relu', 'MaxPool', 'ResizeNearestNeighbor', 'Multiply', 'AvgPool', 'Sub', 'Transpose']);
      sameResults(graph, given);
    });

    it.each<[string, (x: tf.Tensor) => tf.Tensor]>([
      ['sums of channels', (x) => tf.sum(x, [0, 1, 2])],
      ['means of images', (x) => tf.mean(x, [1, 2])],
      ['the largest of each row and channel', (x) => tf.max(x, 2)],
      ['products from the end', (x) => tf.prod(x, [-1])],
    ])('takes %s without a Transpose of the image', (_, reduce) => {
      const graph = image((x, filter) => reduce(tf.conv2d(x, filter, 1, 'same')));
      const large = simplify(graph).nodes.filter(({ kernel, inputs: [x] }) => kernel === 'Transpose' && x!.shape.length === 4);
      expect(large).toHaveLength(1); // of the input
      sameResults(graph, given);
    });

    it('moves the channels of one that has a single one by a Reshape', () => {
      const graph = traced((input) => ({
        y: tf.relu(tf.maxPool<tf.Tensor4D>(input('x', [2, 4, 4, 1], 'float32') as tf.Tensor4D, 2, 2, 'same')),
      }));
      expect(kernels(simplify(graph))).toEqual(['Reshape', 'MaxPool', 'Relu', 'Reshape']);
      sameResults(graph, { x: numbers(32) });
    });

    it('leaves what is no image of floats, and biases of pixels, as they are', () => {
      const graph = image((x, filter, bias) => tf.add(tf.conv2d(x, filter, 1, 'same'), tf.outerProduct(tf.range(0, 4), bias as tf.Tensor1D)));
      expect(kernels(simplify(graph))).not.toContain('FusedConv2D');
      sameResults(graph, given);
    });

    it('has the gradients of a small network, without keeping what Relu took', () => {
      const graph = image((x, filter, bias) => {
        const loss = (w: tf.Tensor, b: tf.Tensor) => {
          const h = tf.maxPool(relu(tf.add(tf.conv2d(x, w as tf.Tensor4D, 1, 'same'), b)) as tf.Tensor4D, 2, 2, 'same');
          return tf.mean(tf.square(tf.image.resizeNearestNeighbor(h, [6, 4])));
        };
        const [dw, db] = tf.grads(loss)([filter, bias]);
        return tf.concat([tf.reshape(dw!, [-1]), db!]);
      });
      const simple = simplify(graph);
      expect(simple.nodes.filter(({ kernel }) => kernel === 'Step').map(({ attrs }) => attrs['positive'])).toEqual([true]);
      const convolved = simple.nodes.find(({ kernel }) => kernel === 'FusedConv2D')!.outputs[0]!;
      expect(simple.nodes.filter(({ inputs }) => inputs.includes(convolved)).map(({ kernel }) => kernel)).toEqual(['Relu']);
      sameResults(graph, given);
    });
  });

  it('keeps a step that is no gradient of a Relu', () => {
    const { nodes } = simplify(of((x) => tf.step(x)));
    expect(nodes.map(({ kernel, attrs }) => [kernel, attrs['positive']])).toEqual([['Step', undefined]]);
  });

  describe('of cross-entropy', () => {
    const head: [string, (z: tf.Tensor) => tf.Tensor][] = [
      ['a sigmoid', (z) => tf.reshape(tf.sigmoid(z), [2, 3, 2])],
      ['a sigmoid of what was reshaped', (z) => tf.sigmoid(tf.reshape(z, [2, 3, 2]))],
    ];
    const step = (probabilities: (z: tf.Tensor) => tf.Tensor) =>
      traced((input) => {
        const [x, z] = [input('x', [2, 3, 2], 'float32'), input('z', [2, 6], 'float32')];
        const loss = (logits: tf.Tensor) => binaryCrossEntropy().apply(x, probabilities(logits));
        const { value, grad } = tf.valueAndGrad(loss)(z);
        return { value, grad };
      });

    it.each(head)('after %s uses what came before it', (_, probabilities) => {
      const graph = step(probabilities);
      const found = kernels(simplify(graph)).filter((kernel) => kernel !== 'Reshape');
      expect(found.filter((kernel) => ['RealDiv', 'Log', 'Select'].includes(kernel))).toEqual(['Log']);
      expect(found.length).toBeLessThanOrEqual(17);
      expect(simplify(graph).nodes.find(({ kernel }) => kernel === 'Log')!.outputs[0]!.shape).toEqual([3]);
      fc.assert(
        fc.property(fc.array(fc.float({ min: -14, max: 14, noNaN: true }), { minLength: 12, maxLength: 12 }), (z) => {
          const given = { x: numbers(12).map((x) => Math.abs(x) / 4), z };
          const [expected, simple] = [interpret(graph, given), interpret(simplify(graph), given)];
          // within what rounding of 1 − p leaves of the plain formula at |z| = 14
          for (const name of ['value', 'grad'])
            expected[name]!.dataSync().forEach((value, i) => { expect(Math.abs(simple[name]!.dataSync()[i]! - value)).toBeLessThan(2e-2); });
          const moderate = z.every((value) => Math.abs(value) < 4);
          if (moderate) sameResults(graph, given);
          tf.dispose([expected, simple]);
        }),
        { numRuns: 40 },
      );
    });

    it('gives certain and wrong answers the largest loss, and the derivative that leads out', () => {
      const given = { x: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], z: [99, -99, 30, -30, 99, -99, 30, -30, 99, -99, 30, -30] };
      const { value, grad } = interpret(simplify(step((z) => tf.reshape(tf.sigmoid(z), [2, 3, 2]))), given);
      expect(value!.dataSync()[0]).toBeCloseTo(16, 0);
      grad!.dataSync().forEach((slope, i) => { expect(slope).toBeCloseTo((given.x[i] ? -1 : 1) / 12, 6); });
      tf.dispose([value!, grad!]);
    });

    it.each<[string, (s: tf.Tensor) => tf.Tensor]>([
      ['another condition', (s) => tf.greater(tf.abs(tf.sub(s, 0.5)), 0.1)],
      ['narrower bounds', (s) => tf.logicalAnd(tf.greaterEqual(s, 0.3), tf.lessEqual(s, 0.7))],
    ])('keeps a derivative that is 0 by %s', (_, where) => {
      const graph = of((z) => {
        const s = tf.sigmoid(z);
        const p = tf.clipByValue(s, 0.1, 0.9);
        const derivative = tf.mul(2, tf.div(tf.sub(p, 0.25), tf.mul(p, tf.sub(1, p))));
        return tf.mul(tf.where(where(s), derivative, tf.zerosLike(s)), tf.mul(s, tf.sub(1, s)));
      });
      expect(kernels(simplify(graph))).toContain('Select');
      sameResults(graph, { x: [1, -2, 0.1, -0.4, 0, 3] });
    });

    it('keeps the difference of each logarithm to each other', () => {
      const graph = of((z) => {
        const p = tf.clipByValue(tf.sigmoid(z), 0.1, 0.9);
        return tf.sub(tf.reshape(tf.log(p), [6, 1]), tf.reshape(tf.log(tf.sub(1, p)), [1, 6]));
      });
      sameResults(graph, { x: [1, -2, 0.1, -0.4, 0, 3] });
    });

    it('leaves other logarithms and products as they are', () => {
      const logs = (p: (z: tf.Tensor) => tf.Tensor) => of((z) => tf.sub(tf.log(p(z)), tf.log(tf.sub(1, p(z)))));
      const kept = (graph: Graph) => kernels(simplify(graph)).filter((kernel) => kernel === 'Log').length;
      expect(kept(logs((z) => tf.clipByValue(tf.sigmoid(z), 0.1, 0.9)))).toBe(0);
      expect(kept(logs((z) => tf.clipByValue(tf.tanh(z), 0.1, 0.9)))).toBe(2);
      expect(kept(logs((z) => tf.clipByValue(tf.sigmoid(z), 0, 1)))).toBe(2);
      expect(kept(of((z) => tf.sub(tf.log(tf.clipByValue(tf.sigmoid(z), 0.1, 0.9)), tf.log(tf.sub(2, tf.sigmoid(z))))))).toBe(2);
    });
  });

  it('never changes what a computation gives', () => {
    const unary: ((x: tf.Tensor) => tf.Tensor)[] = [
      (x) => tf.reshape(x, [3, 2, 2]),
      (x) => tf.reshape(x, [2, 6]),
      (x) => tf.transpose(x),
      (x) => tf.mul(x, tf.onesLike(x)),
      (x) => tf.sub(0, x),
      (x) => tf.reshape(tf.tile(tf.sum(x, -1, true), x.shape.map((size, axis) => (axis === x.rank - 1 ? size : 1))), x.shape),
      (x) => tf.add(x, tf.mean(x)),
      (x) => tf.cumsum(x, 0),
      (x) => tf.div(x, tf.fill([x.shape.at(-1)!], 2)),
      (x) => tf.cast(tf.greater(x, tf.zerosLike(x)), 'float32'),
      (x) => tf.neg(tf.clone(x)),
    ];
    const picks = fc.array(fc.nat({ max: unary.length - 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(picks, (steps) => {
        const graph = of((x) => steps.reduce((y, step) => tf.add(unary[step]!(y), 0), x), [12]);
        sameResults(graph, { x: numbers(12).map((x) => x / 4) });
      }),
      { numRuns: 60 },
    );
  });
});
