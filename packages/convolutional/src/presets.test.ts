import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { createAutoencoder, fromJSON, InvalidOptionError, toJSON } from '@hourglass/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { convolutional, kerasBlog, kerasIo, kerasSeries } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

describe.each([
  { name: 'kerasBlog', make: kerasBlog, inputShape: [28, 28, 1], codeShape: [4, 4, 8], parameters: 4_385, loss: 'binaryCrossEntropy' },
  { name: 'kerasIo', make: kerasIo, inputShape: [28, 28, 1], codeShape: [7, 7, 32], parameters: 28_353, loss: 'binaryCrossEntropy' },
  { name: 'kerasSeries', make: kerasSeries, inputShape: [288, 1], codeShape: [72, 16], parameters: 9_505, loss: 'meanSquaredError' },
])('$name()', ({ make, inputShape, codeShape, parameters, loss }) => {
  it('has the code, the parameters and the loss of the published net', () => {
    const recipe = make();
    const model = createAutoencoder(recipe);
    expect(recipe).toMatchObject({ inputShape, codeShape, outputShape: inputShape, loss: { kind: loss } });
    expect(model.encoder.outputs[0]!.shape).toEqual([null, ...codeShape]);
    expect(model.decoder.outputs[0]!.shape).toEqual([null, ...inputShape]);
    expect(model.parameterCount).toBe(parameters);
    model.dispose();
  });

  it('survives the way to JSON and back', () => {
    const json = toJSON(make());
    expect(toJSON(fromJSON(JSON.parse(JSON.stringify(json)) as typeof json, [convolutional, kerasBlog]))).toEqual(json);
  });
});

it('kerasBlog(options) refuses any option', () => {
  expect(() => kerasBlog({ filters: 3 as never })).toThrow(InvalidOptionError);
});
