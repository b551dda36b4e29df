import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { adam, adamW, clipByNorm, rmsProp, sgd, type NamedTensors, type Optimiser } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';

type Values = Record<string, number[]>;

const fixture = JSON.parse(readFileSync(new URL('fixtures/optimisers.json', import.meta.url), 'utf8')) as {
  shapes: Record<string, number[]>;
  initial: Values;
  gradients: Values[];
  cases: { kind: string; options: object; learningRates: number[]; parameters: Values }[];
};

const factories: Record<string, (options: object) => Optimiser> = { sgd, adam, adamW, rmsProp };

const tensors = (values: Values): NamedTensors =>
  Object.fromEntries(Object.entries(values).map(([name, list]) => [name, tf.tensor(list, fixture.shapes[name])]));

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(fixture.cases)('$kind($options)', ({ kind, options, learningRates, parameters: expected }) => {
  const pace = new Set(learningRates).size > 1 ? 'a falling' : 'a fixed';

  it(`ends where the reference ends after ${learningRates.length} steps at ${pace} learning rate`, () => {
    tf.tidy(() => {
      const optimiser = factories[kind]!(options);
      let parameters = tensors(fixture.initial);
      let state = optimiser.init(parameters);
      learningRates.forEach((rate, step) => {
        const given = tensors(fixture.gradients[step]!);
        const gradients = optimiser.clipNorm === undefined ? given : clipByNorm(given, optimiser.clipNorm);
        ({ parameters, state } = optimiser.update(parameters, gradients, state, tf.scalar(rate)));
      });
      for (const [name, values] of Object.entries(expected)) {
        expect(parameters[name]!.shape).toEqual(fixture.shapes[name]);
        parameters[name]!.dataSync().forEach((value, i) => {
          const scale = Math.max(1, Math.abs(values[i]!));
          expect(Math.abs(value - values[i]!) / scale).toBeLessThan(2e-6);
        });
      }
    });
  });
});
