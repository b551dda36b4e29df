import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { adamW } from './adam-w.js';
import { adam } from './adam.js';
import { InvalidOptionError } from './errors.js';
import type { Optimiser, OptimiserOptions } from './optimiser.js';
import { fromJSON, toJSON, type PartFactory } from './part.js';
import { rmsProp } from './rms-prop.js';
import { cosineDecay, valueAt } from './schedule.js';
import { sgd } from './sgd.js';
import type { NamedTensors } from './terms.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const factories: ((options?: OptimiserOptions) => Optimiser)[] = [sgd, adam, adamW, rmsProp];
const valuesOf = (tensors: NamedTensors): Record<string, number[]> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, [...tensor.dataSync()]]));
const example = (): NamedTensors => ({ kernel: tf.tensor2d([[1, -2]]), bias: tf.scalar(3) });

describe.each(factories.map((factory) => ({ kind: factory().kind, factory })))('$kind', ({ kind, factory }) => {
  const variants: (OptimiserOptions & { momentum?: number })[] =
    kind === 'sgd' || kind === 'rmsProp' ? [{}, { momentum: 0.9 }] : [{}];

  it.each(variants)('is a pure function: what comes in stays as it was (%o)', (options) => {
    tf.tidy(() => {
      const optimiser = factory(options);
      const [parameters, gradients] = [example(), example()];
      const state = optimiser.init(parameters);
      const before = valuesOf({ ...parameters, ...state });
      optimiser.update(parameters, gradients, state, tf.scalar(0.1));
      expect(valuesOf({ ...parameters, ...state })).toEqual(before);
      expect(valuesOf(gradients)).toEqual(valuesOf(example()));
    });
  });

  it.each(variants)('returns every parameter and slot under the name and in the shape that came in (%o)', (options) => {
    tf.tidy(() => {
      const optimiser = factory(options);
      const parameters = example();
      const state = optimiser.init(parameters);
      const updated = optimiser.update(parameters, example(), state, tf.scalar(0.1));
      const shapes = (tensors: NamedTensors): object =>
        Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));
      expect(shapes(updated.parameters)).toEqual(shapes(parameters));
      expect(shapes(updated.state)).toEqual(shapes(state));
    });
  });

  it.each(variants)('finds the least value of a quadratic function (%o)', (options) => {
    tf.tidy(() => {
      const optimiser = factory(options);
      const lowest = tf.tensor1d([0.5, -0.25]);
      let parameters: NamedTensors = { x: tf.tensor1d([1, 1]) };
      let state = optimiser.init(parameters);
      for (let step = 0; step < 400; step++) {
        const gradients = { x: tf.sub(parameters['x']!, lowest) };
        const rate = tf.scalar(0.05 * (1 - step / 400));
        ({ parameters, state } = optimiser.update(parameters, gradients, state, rate));
      }
      parameters['x']!.dataSync().forEach((x, i) => expect(x).toBeCloseTo([0.5, -0.25][i]!, 2));
    });
  });

  it('leaves parameters of gradient 0 where they are, but for weight decay', () => {
    tf.tidy(() => {
      const optimiser = factory();
      const parameters = { x: tf.tensor1d([1, -2]) };
      const updated = optimiser.update(parameters, { x: tf.zeros([2]) }, optimiser.init(parameters), tf.scalar(0.1));
      const kept = kind === 'adamW' ? 1 - 0.1 * 0.01 : 1;
      updated.parameters['x']!.dataSync().forEach((x, i) => expect(x).toBeCloseTo([1, -2][i]! * kept, 6));
    });
  });

  it('takes a schedule as its learning rate, and is rebuilt with it from JSON', () => {
    const optimiser = factory({ learningRate: cosineDecay({ value: 0.1, steps: 10 }), clipNorm: 2 });
    const rebuilt = fromJSON(toJSON(optimiser), [factory, cosineDecay] as unknown as PartFactory[]) as Optimiser;
    expect(rebuilt.kind).toBe(kind);
    expect(rebuilt.clipNorm).toBe(2);
    expect(valueAt(rebuilt.learningRate, 5)).toBeCloseTo(0.05, 10);
  });

  it.each([{ learningRate: 0 }, { learningRate: NaN }, { learningRate: '1' }, { clipNorm: 0 }, { clipnorm: 1 }])(
    'refuses %o and names the option',
    (options) => {
      const make = (): Optimiser => factory(options as OptimiserOptions);
      expect(make).toThrow(InvalidOptionError);
      expect(make).toThrow(expect.objectContaining({ option: Object.keys(options)[0] }) as Error);
    },
  );
});

describe('the number of kernels for each parameter', () => {
  it.each([
    { optimiser: sgd(), most: 2 },
    { optimiser: sgd({ momentum: 0.9 }), most: 4 },
    { optimiser: adam(), most: 12 },
    { optimiser: adamW(), most: 13 },
    { optimiser: rmsProp(), most: 9 },
    { optimiser: rmsProp({ momentum: 0.9 }), most: 11 },
  ])('of $optimiser.kind is at most $most', async ({ optimiser, most }) => {
    const kernels = async (count: number): Promise<number> => {
      const parameters = Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, tf.ones([3])]));
      const state = optimiser.init(parameters);
      const rate = tf.scalar(0.1);
      const profile = await tf.profile(() => {
        tf.tidy(() => void optimiser.update(parameters, parameters, state, rate));
      });
      tf.dispose([parameters, state, rate]);
      return profile.kernels.length;
    };
    expect((await kernels(5)) - (await kernels(4))).toBeLessThanOrEqual(most);
  });
});
