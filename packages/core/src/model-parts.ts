import type { LayersModel } from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import type { BottleneckInstance } from './bottleneck.js';
import { checkEnvironment } from './environment.js';
import type { PenaltyInstance } from './penalty.js';
import type { Recipe } from './recipe.js';
import { createSeed } from './seed.js';
import { freeName, layerVariables, partVariables, type ModelVariables } from './variables.js';

/** The networks of a model by name, as in checkpoints and exports. */
export type Networks = Readonly<Record<'encoder' | 'decoder', LayersModel>>;

/** What a recipe becomes once its tensors exist. */
export interface ModelParts extends ModelVariables {
  readonly recipe: Recipe;
  readonly models: Networks;
  readonly bottleneck?: BottleneckInstance;
  /** Each under the name of its terms in logs. */
  readonly penalties: readonly { readonly name: string; readonly penalty: PenaltyInstance }[];
}

/** Allocates the networks, bottleneck and penalties of a recipe; leaves nothing behind where one of them fails. */
export function createParts(recipe: Recipe, seedNumber: number): ModelParts {
  const seed = createSeed(seedNumber);
  const networks: LayersModel[] = [];
  const keep = (network: LayersModel): LayersModel => {
    retain(network);
    networks.push(network);
    return network;
  };
  try {
    const encoder = keep(recipe.encoder(seed.fork('encoder')));
    const decoder = keep(recipe.decoder(seed.fork('decoder'), encoder));
    checkEnvironment(networks);
    return withVariables(recipe, { encoder, decoder }, seed);
  } catch (error) {
    networks.forEach(release);
    throw error;
  }
}

function withVariables(recipe: Recipe, models: Networks, seed: ReturnType<typeof createSeed>): ModelParts {
  const bottleneck = recipe.bottleneck?.create(seed.fork('bottleneck'));
  const names: Record<string, true> = recipe.bottleneck ? { [recipe.bottleneck.kind]: true } : {};
  const penalties = (recipe.penalties ?? []).map((part) => {
    const name = freeName(part.kind, names);
    names[name] = true;
    return { name, penalty: part.create(seed.fork('penalty').fork(name)) };
  });
  const variables = [
    ...Object.entries(models).map(([name, network]) => layerVariables(name, network)),
    ...(bottleneck ? [partVariables('bottleneck', bottleneck)] : []),
    ...penalties.map(({ name, penalty }) => partVariables(`penalty/${name}`, penalty)),
  ];
  return {
    recipe,
    models,
    ...(bottleneck && { bottleneck }),
    penalties,
    parameters: Object.assign({}, ...variables.map(({ parameters }) => parameters)) as ModelVariables['parameters'],
    state: Object.assign({}, ...variables.map(({ state }) => state)) as ModelVariables['state'],
  };
}

/** Frees every tensor of the parts; a network that another model uses too stays until that one goes. */
export function disposeParts({ models, bottleneck, penalties }: ModelParts): void {
  Object.values(models).forEach(release);
  for (const part of [bottleneck, ...penalties.map(({ penalty }) => penalty)])
    tf.dispose([{ ...part?.trainable }, { ...part?.state }]);
}

/** How many models use a network: recipes may share an encoder. */
const uses = new WeakMap<LayersModel, number>();

const retain = (network: LayersModel): void => {
  uses.set(network, (uses.get(network) ?? 0) + 1);
};

const release = (network: LayersModel): void => {
  const left = (uses.get(network) ?? 1) - 1;
  uses.set(network, left);
  if (left === 0) network.dispose();
};
