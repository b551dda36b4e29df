import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { CheckpointError } from './errors.js';
import type { Stateful } from './terms.js';
import { sameShape, type NamedArrays, type NdArray, type Shape } from './values.js';

/** Variables by the names under which they are trained, saved and exported. */
export type NamedVariables = Readonly<Record<string, tf.Variable>>;

/** What is learned by gradient, and what is assigned while training. */
export interface ModelVariables {
  readonly parameters: NamedVariables;
  readonly state: NamedVariables;
}

/**
 * The weights of a network as `<model>/<place of the layer>/<weight>`: the same in every process, which TensorFlow.js's
 * own names are not.
 */
export function layerVariables(name: string, model: LayersModel): ModelVariables {
  const parameters: Record<string, tf.Variable> = {};
  const state: Record<string, tf.Variable> = {};
  model.layers.forEach((layer, place) => {
    for (const weight of layer.weights) {
      const into = layer.trainableWeights.includes(weight) ? parameters : state;
      const base = `${name}/${place}/${weight.originalName.split('/').pop()!}`;
      into[freeName(base, { ...parameters, ...state })] = weight.read() as tf.Variable;
    }
  });
  return { parameters, state };
}

/** The variables of a bottleneck or penalty as `<prefix>/<name>`. */
export function partVariables(prefix: string, { trainable, state }: Stateful): ModelVariables {
  const named = (variables: NamedVariables): NamedVariables =>
    Object.fromEntries(Object.entries(variables).map(([name, variable]) => [`${prefix}/${name}`, variable]));
  return { parameters: named(trainable), state: named(state) };
}

/** The name itself, or the name with the first number behind it that is not taken. */
export function freeName(base: string, taken: object): string {
  if (!(base in taken)) return base;
  let number = 2;
  while (`${base}_${number}` in taken) number++;
  return `${base}_${number}`;
}

/** @throws CheckpointError where values are not of the shape that they are meant for */
export function checkShape(name: string, expected: Shape, received: Shape): void {
  if (!sameShape(expected, received))
    throw new CheckpointError(
      `${name}: expected shape [${expected.join(', ')}], received [${received.join(', ')}]. ` +
        'The values are of another model.',
    );
}

/**
 * Makes sure that values are exactly those of the variables or slots: no name missing, none too many, each of its shape.
 *
 * @throws CheckpointError that names them
 */
export function checkNames(of: string, expected: NamedShapes, received: NamedShapes): void {
  const missing = Object.keys(expected).filter((name) => !(name in received));
  const strange = Object.keys(received).filter((name) => !(name in expected));
  if (missing.length || strange.length)
    throw new CheckpointError(
      `The values are not those of ${of}: missing ${missing.join(', ') || 'none'}; unexpected ${strange.join(', ') || 'none'}.`,
    );
  for (const [name, { shape }] of Object.entries(expected)) checkShape(name, shape, received[name]!.shape);
}

type NamedShapes = Readonly<Record<string, { readonly shape: Shape }>>;

/** Copies the values of tensors to the host. */
export async function readTensors(tensors: Readonly<Record<string, tf.Tensor>>): Promise<NamedArrays> {
  const entries = Object.entries(tensors).map(async ([name, tensor]): Promise<[string, NdArray]> => {
    const data = await tensor.data<'float32' | 'int32'>();
    return [name, { data: data.slice(), shape: tensor.shape }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Sets the variables whose names are given, and leaves the rest. */
export function writeVariables(variables: NamedVariables, values: NamedArrays): void {
  for (const [name, { data, shape }] of Object.entries(values)) {
    const variable = variables[name];
    if (!variable) continue;
    checkShape(name, variable.shape, shape);
    tf.tidy(() => variable.assign(tf.tensor(data, [...shape], variable.dtype as 'float32' | 'int32')));
  }
}
