import { InvalidOptionError, sameShape, TiedDense, type Shape } from '@hourglass/core';
import { type serialization, tidy } from '@tensorflow/tfjs-core';
import { sequential, Sequential, type layers, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';

type Layer = InstanceType<typeof layers.Layer>;

/** A part of a network with one layer that has weights: those without stay with the one before, or, at the start, with the first. */
export interface Stage {
  readonly layers: readonly Layer[];
  readonly inputShape: Shape;
  readonly outputShape: Shape;
}

/** A layer of the encoder, and the layer of the decoder that is to undo it. */
export interface StagePair {
  readonly down: Stage;
  readonly up: Stage;
}

/**
 * The stages of an hourglass, from the input to the code, each with its mirror image.
 *
 * @throws InvalidOptionError where encoder and decoder are not stacks of layers that mirror each other
 */
export function mirroredStages(encoder: LayersModel, decoder: LayersModel): StagePair[] {
  const down = stagesOf('encoder', encoder);
  const up = stagesOf('decoder', decoder).toReversed();
  const fits = down.length === up.length && down.every((stage, i) => sameShape(stage.inputShape, up[i]!.outputShape) && sameShape(stage.outputShape, up[i]!.inputShape));
  if (!fits)
    throw new InvalidOptionError(
      'model',
      `pretrain: expected a decoder whose layers mirror the encoder's, received ${describe(down)} and, from the end, ${describe(up)}. ` +
        'Choose a recipe that mirrors its layers, such as undercomplete.',
    );
  return down.map((stage, i) => ({ down: stage, up: up[i]! }));
}

const describe = (stages: readonly Stage[]): string => stages.map(({ inputShape, outputShape }) => `[${inputShape.join(', ')}] → [${outputShape.join(', ')}]`).join(', ');

function stagesOf(name: string, network: LayersModel): Stage[] {
  const made = network.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  const isStack = network instanceof Sequential && !made.some((layer) => layer instanceof TiedDense);
  if (!isStack)
    throw new InvalidOptionError('model', `pretrain: expected an ${name} that is a plain stack of layers, received one with branches or tied kernels. Train it as a whole.`);
  const starts = made.flatMap((layer, place) => (layer.weights.length > 0 ? [place] : [])).with(0, 0);
  return starts.map((start, i) => {
    const own = made.slice(start, starts[i + 1]);
    return { layers: own, inputShape: shapeOf((own[0]!.input as SymbolicTensor).shape), outputShape: shapeOf((own.at(-1)!.output as SymbolicTensor).shape) };
  });
}

/** Without the batch axis. */
const shapeOf = (shape: SymbolicTensor['shape']): Shape => shape.slice(1) as number[];

/** A network of its own with copies of a stage's layers and their weights. */
export function copyStage({ layers: own, inputShape }: Stage): LayersModel {
  const copies = own.map((layer, place) => {
    const type = layer.constructor as unknown as serialization.SerializableConstructor<Layer>;
    const { batchInputShape: _, ...config } = layer.getConfig();
    return type.fromConfig(type, { ...config, ...(place === 0 && { batchInputShape: [null, ...inputShape] }) });
  });
  const network = sequential({ layers: copies });
  copies.forEach((copy, place) => { copy.setWeights(own[place]!.getWeights()); });
  return network;
}

/** Writes the weights of a copy back to the layers that it was made of. */
export function writeBack({ layers: own }: Stage, network: LayersModel): void {
  const learned = network.layers.filter((layer) => layer.weights.length > 0);
  tidy(() => {
    own.filter((layer) => layer.weights.length > 0).forEach((layer, i) => { layer.setWeights(learned[i]!.getWeights()); });
  });
}
