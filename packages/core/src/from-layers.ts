import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as v from 'valibot';
import { checkEnvironment } from './environment.js';
import { InvalidOptionError } from './errors.js';
import { lossFor, type Loss } from './loss.js';
import { checkOptions } from './options.js';
import { copyNetwork, networkFromJson, networkToJson, type NetworkJson } from './network.js';
import { definePart } from './part.js';
import type { Recipe } from './recipe.js';
import { sameShape, type Range, type Shape } from './values.js';

export interface FromLayersOptions {
  /** f: a network of one output; a second input receives the condition. */
  readonly encoder: LayersModel | NetworkJson;
  /** g: takes what the encoder gives. */
  readonly decoder: LayersModel | NetworkJson;
  /** Default: binary cross-entropy for a range inside [0, 1], squared error for any other. */
  readonly loss?: Loss;
  /** The values that the decoder's last layer can give. Default [0, 1]. */
  readonly range?: Range;
}

const object = v.custom<object>((value) => typeof value === 'object' && value !== null, 'Expected an object');
const schema = v.strictObject({
  encoder: object,
  decoder: object,
  loss: v.optional(object),
  range: v.optional(v.tuple([v.number(), v.number()]), [0, 1]),
});

/**
 * A recipe from anybody's own networks. Each model made from it starts with a copy of their weights, so they may be
 * trained already; the seed decides only shuffling and noise.
 */
export const fromLayers = definePart('fromLayers', (options: FromLayersOptions): Recipe => {
  const checked = checkOptions('fromLayers', schema, options);
  const encoder = networkOf('encoder', options.encoder);
  const decoder = networkOf('decoder', options.decoder);
  if (!sameShape(encoder.codeShape, decoder.inputShape))
    throw new InvalidOptionError(
      'decoder',
      `fromLayers: decoder: expected input [${encoder.codeShape.join(', ')}], which the encoder gives; ` +
        `received [${decoder.inputShape.join(', ')}].`,
    );
  const range: Range = checked.range;
  return {
    kind: 'fromLayers',
    options: { encoder: encoder.json, decoder: decoder.json, loss: options.loss, range },
    inputShape: encoder.inputShape,
    codeShape: encoder.codeShape,
    outputShape: decoder.codeShape,
    range,
    loss: options.loss ?? lossFor(range),
    encoder: encoder.make,
    decoder: decoder.make,
  };
});

interface Network {
  readonly json: NetworkJson;
  readonly inputShape: Shape;
  readonly codeShape: Shape;
  make(): LayersModel;
}

function networkOf(option: string, given: LayersModel | NetworkJson): Network {
  const isModel = 'layers' in given;
  if (isModel) checkEnvironment([given]);
  const network = isModel ? given : networkFromJson(given);
  const shapes = [network.inputs[0]!.shape.slice(1), network.outputs[0]!.shape.slice(1)];
  if (network.outputs.length !== 1 || shapes.flat().some((axis) => axis === null))
    throw new InvalidOptionError(option, `fromLayers: ${option}: expected one output and axes of known size.`);
  const json = networkToJson(network);
  if (!isModel) network.dispose();
  return {
    json,
    inputShape: shapes[0] as number[],
    codeShape: shapes[1] as number[],
    make: () => (isModel ? copyNetwork(given) : networkFromJson(given)),
  };
}
