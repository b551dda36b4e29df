import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { createSeed, eager } from '@hourglass/core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { interpret } from './interpret.fixture.js';
import { numbers } from './numbers.fixture.js';
import { smallModel, trainingStep } from './small-model.fixture.js';
import { trace } from './trace.js';
import { UntraceableError } from './untraceable-error.js';

const registerKernels = () => eager().prepareForward({ compute: () => ({}), variables: {}, seed: createSeed(1) });

const count = () => ({ tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers, bytes: tf.memory().numBytes });

const caught = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
};

beforeAll(async () => {
  await tf.setBackend('cpu');
  await registerKernels();
});

let before: ReturnType<typeof count>;
beforeEach(() => {
  before = count();
});
afterEach(() => {
  tf.disposeVariables();
});

describe('a trace', () => {
  it('of a training step computes the losses, gradients and moving averages of the eager step', () => {
    const small = smallModel();
    const { parameters, state } = small;
    const images = numbers(5 * 64).map(Math.abs).map((x) => x / 2);
    const { graph, assigned } = trace((api) => trainingStep(small, api.input('clean', [5, 8, 8, 1], 'float32')), {
      variables: { ...parameters, ...state },
    });
    const values = { ...parameters, ...state };
    const frozen = Object.fromEntries(Object.entries(values).map(([name, variable]) => [name, variable.dataSync().slice()]));
    const interpreted = interpret(graph, { clean: images, ...frozen });
    const x = tf.tensor(images, [5, 8, 8, 1]);
    const expected = { ...trainingStep(small, x), ...state };

    expect(assigned).toEqual(Object.keys(state));
    expect(Object.keys(interpreted).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, tensor] of Object.entries(expected)) {
      const found = interpreted[name]!.dataSync();
      tensor.dataSync().forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
    }
    for (const name of assigned) expect(expected[name]!.dataSync()).not.toEqual(frozen[name]);
    small.model.dispose();
    tf.dispose([x, interpreted, expected]);
  });

  it('bakes in no weight: with others, the same graph gives what the eager step gives', () => {
    const small = smallModel();
    const variables = { ...small.parameters, ...small.state };
    const { graph } = trace((api) => trainingStep(small, api.input('clean', [2, 8, 8, 1], 'float32')), { variables });
    Object.values(small.parameters).forEach((variable, i) =>
      tf.tidy(() => variable.assign(tf.tensor(numbers(variable.size, 100 + i).map((x) => x / 3), variable.shape))),
    );
    const images = numbers(128, 7).map(Math.abs).map((x) => x / 2);
    const frozen = Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, variable.dataSync().slice()]));
    const found = interpret(graph, { clean: images, ...frozen });
    const expected = tf.tidy(() => trainingStep(small, tf.tensor(images, [2, 8, 8, 1])));
    for (const name of ['loss', 'gradient/0/kernel'])
      expected[name]!.dataSync().forEach((value, i) => expect(found[name]!.dataSync()[i]).toBeCloseTo(value, 5));
  });

  it('leaves variables, the backend and the count of tensors as they were', () => {
    const small = smallModel();
    const all = { ...small.parameters, ...small.state };
    const values = Object.values(all).map((variable) => variable.dataSync().slice());
    const counted = count();
    trace((api) => trainingStep(small, api.input('clean', [2, 8, 8, 1], 'float32')), { variables: all });
    expect(count()).toEqual(counted);
    expect(tf.getBackend()).toBe('cpu');
    Object.values(all).forEach((variable, i) => expect(variable.dataSync()).toEqual(values[i]));
    small.model.dispose();
    expect(tf.memory().numTensors).toBe(before.tensors);
  });

  it('runs what it traced once, with nothing known of its inputs', () => {
    let runs = 0;
    const { graph } = trace(
      ({ input }) => {
        runs++;
        return { sum: tf.sum(tf.add(input('x', [2, 3], 'float32'), input('y', [3], 'float32')), 0) };
      },
      { variables: {} },
    );
    expect(runs).toBe(1);
    expect(graph.nodes.map(({ kernel }) => kernel)).toEqual(['Add', 'Sum']);
    expect(graph.nodes[0]!.inputNames).toEqual(['a', 'b']);
    expect(graph.outputs.get('sum')).toEqual({ shape: [3], dtype: 'float32' });
    const { sum } = interpret(graph, { x: [1, 2, 3, 4, 5, 6], y: [10, 20, 30] });
    expect([...sum!.dataSync()]).toEqual([25, 47, 69]);
    sum!.dispose();
  });

  it('takes a tensor made outside as a constant, with its values, and leaves it alone', () => {
    const outside = tf.tensor([1, 2, 3]);
    const { graph } = trace(({ input }) => ({ y: tf.mul(input('x', [3], 'float32'), outside) }), { variables: {} });
    expect([...graph.constants.values()]).toEqual([Float32Array.of(1, 2, 3)]);
    expect([...outside.dataSync()]).toEqual([1, 2, 3]);
    outside.dispose();
    expect(count()).toEqual(before);
  });

  it('tells a variable from a tensor that shares its data', () => {
    const start = tf.tensor([1, 2]);
    const w = tf.variable(start);
    const { graph } = trace(() => ({ moved: tf.sub(w, start) }), { variables: { w } });
    const { moved } = interpret(graph, { w: [11, 22] });
    expect([...moved!.dataSync()]).toEqual([10, 20]);
    tf.dispose([start, moved!]);
  });

  it('asks only for the variables that are read', () => {
    const [w, unused] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))];
    const { graph } = trace(({ input }) => ({ y: tf.add(w, input('x', [], 'float32')) }), { variables: { w, unused } });
    expect([...graph.inputs.keys()]).toEqual(['w', 'x']);
  });

  it('gives back variables, inputs and constants that are returned as they are', () => {
    const w = tf.variable(tf.tensor([1, 2]));
    const counted = count();
    const { graph } = trace(({ input }) => ({ w, x: input('x', [1], 'int32'), three: tf.scalar(3) }), { variables: { w } });
    expect(count()).toEqual(counted);
    const { x, three, w: same } = interpret(graph, { w: [5, 6], x: [7] });
    expect([x!, three!, same!].map((tensor) => [...tensor.dataSync()])).toEqual([[7], [3], [5, 6]]);
  });

  it('gives an assigned variable its value back, and the new one as an output', () => {
    const mean = tf.variable(tf.scalar(4));
    const { graph, assigned } = trace(
      ({ input }) => {
        mean.assign(tf.mul(mean, 0.5));
        mean.assign(tf.add(mean, input('x', [], 'float32')));
        return { read: tf.mul(mean, 10) };
      },
      { variables: { mean } },
    );
    expect(assigned).toEqual(['mean']);
    expect(mean.dataSync()[0]).toBe(4);
    const { mean: updated, read } = interpret(graph, { mean: [8], x: [1] });
    expect([updated!.dataSync()[0], read!.dataSync()[0]]).toEqual([5, 50]);
  });

  it('disposes what was kept', () => {
    trace(({ input }) => ({ y: tf.keep(tf.neg(tf.keep(tf.abs(input('x', [2], 'float32'))))) }), { variables: {} });
    expect(count()).toEqual(before);
  });

  it('follows a custom gradient', () => {
    const clipped = tf.customGrad((x, save) => {
      (save as tf.GradSaveFunc)([x as tf.Tensor]);
      return { value: tf.relu(x as tf.Tensor), gradFunc: (dy, saved) => tf.mul(dy, tf.add((saved)[0]!, 100)) };
    });
    const w = tf.variable(tf.tensor([-1, 2]));
    const { graph } = trace(() => ({ g: tf.variableGrads(() => tf.sum(clipped(w)), [w]).grads[w.name]! }), { variables: { w } });
    const { g } = interpret(graph, { w: [3, 4] });
    expect([...g!.dataSync()]).toEqual([103, 104]);
  });

  it('leaves out the optional inputs that a kernel was not given', () => {
    const { graph } = trace(
      ({ input }) => ({
        y: tf.batchNorm(input('x', [2, 3], 'float32'), input('m', [3], 'float32'), tf.ones<tf.Rank.R1>([3])),
      }),
      { variables: {} },
    );
    expect(graph.nodes.find(({ kernel }) => kernel === 'FusedBatchNorm')!.inputNames).toEqual(['x', 'mean', 'variance']);
  });
});

describe('what cannot be traced', () => {
  it('is a value read, refused with the name of what gave it and the line that reads it', () => {
    const error = caught(() => trace(({ input }) => ({ y: tf.scalar(tf.mean(input('x', [4], 'float32')).dataSync()[0]!) }), { variables: {} }));
    expect(UntraceableError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ kernel: 'dataSync', where: expect.stringContaining('trace.test.ts') });
    expect((error as Error).message).toContain('Mean');
    expect(tf.getBackend()).toBe('cpu');
    expect(count()).toEqual(before);
  });

  it('is a weight read, which would be frozen into the graph', () => {
    const w = tf.variable(tf.scalar(2));
    const counted = count();
    expect(() => trace(() => ({ y: tf.scalar(w.dataSync()[0]!) }), { variables: { w } })).toThrow(UntraceableError);
    expect(w.dataSync()[0]).toBe(2);
    expect(count()).toEqual(counted);
  });

  it('is a promise of a value', async () => {
    let value: Promise<unknown> = Promise.resolve();
    trace(
      ({ input }) => {
        const y = tf.neg(input('x', [1], 'float32'));
        value = y.data();
        return { y };
      },
      { variables: {} },
    );
    await expect(value).rejects.toThrow(UntraceableError);
  });

  it('is a kernel whose result depends on values', () => {
    const error = caught(() => trace(({ input }) => ({ y: tf.unique(input('x', [4], 'float32')).values }), { variables: {} }));
    expect(error).toMatchObject({ name: 'UntraceableError', kernel: 'Unique', where: expect.stringContaining('trace.test.ts') });
    expect(count()).toEqual(before);
  });

  it('is a complex tensor', () => {
    expect(() => trace(({ input }) => ({ y: tf.abs(tf.fft(tf.cast(input('x', [4], 'float32'), 'complex64'))) }), { variables: {} })).toThrow(
      UntraceableError,
    );
    expect(count()).toEqual(before);
  });

  it('is a variable assigned that was not listed, which keeps its value', () => {
    const hidden = tf.variable(tf.scalar(1), false, 'hidden');
    const counted = count();
    const run = () => {
      hidden.assign(tf.add(hidden, 1));
      return {};
    };
    expect(() => trace(run, { variables: {} })).toThrow(/hidden/);
    expect(hidden.dataSync()[0]).toBe(1);
    expect(count()).toEqual(counted);
  });

  it('is a variable made on the way', () => {
    expect(() => trace(() => ({ y: tf.neg(tf.variable(tf.scalar(1))) }), { variables: {} })).toThrow(UntraceableError);
    expect(count()).toEqual(before);
  });

  it('leaves nothing behind when it fails in the middle of a gradient', () => {
    const small = smallModel();
    const counted = count();
    const run = () =>
      tf.variableGrads(() => {
        const y = small.model.apply(tf.ones([2, 8, 8, 1]), { training: true }) as tf.Tensor;
        throw new Error(`stopped at ${y.shape}`);
      }, Object.values(small.parameters)).grads;
    expect(() => trace(run, { variables: { ...small.parameters, ...small.state } })).toThrow('stopped at 2,8,8,1');
    expect(count()).toEqual(counted);
    expect(tf.getBackend()).toBe('cpu');
  });
});

describe('on the wasm backend', () => {
  beforeAll(async () => {
    const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${dirname(entry)}${sep}`);
    await tf.setBackend('wasm');
  });

  it('moves no data: variables stay there, and the model still runs', () => {
    const { model, parameters, state } = smallModel();
    const x = tf.tensor(numbers(64).map(Math.abs), [1, 8, 8, 1]);
    const expected = tf.tidy(() => (model.predict(x) as tf.Tensor).dataSync());
    const counted = count();
    const ids = tf.engine().backend.numDataIds();
    const run = (input: tf.Tensor) => trainingStep({ model, parameters, state }, tf.add(input, x));
    trace((api) => run(api.input('clean', [1, 8, 8, 1], 'float32')), { variables: { ...parameters, ...state } });
    expect(tf.getBackend()).toBe('wasm');
    expect(count()).toEqual(counted);
    expect(tf.engine().backend.numDataIds()).toBe(ids);
    expect(tf.tidy(() => (model.predict(x) as tf.Tensor).dataSync())).toEqual(expected);
    x.dispose();
  });

  it('traces dropout, whose mask the host draws, as a constant', () => {
    const model = layers.sequential({ layers: [layers.layers.dropout({ rate: 0.5, inputShape: [50] })] });
    const { graph } = trace(({ input }) => ({ y: model.apply(input('x', [1, 50], 'float32'), { training: true }) as tf.Tensor }), { variables: {} });
    expect([...graph.constants.values()].some((values) => values.length === 50)).toBe(true);
  });
});
