import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelParts } from './model-parts.js';
import type { HostInputs, StepDefinition } from './engine.js';
import type { NamedTensors, StepContext, Term } from './terms.js';
import type { NamedVariables } from './variables.js';

/** Everything that one pass through the hourglass leaves. */
export interface Pass {
  readonly clean: tf.Tensor;
  readonly code: tf.Tensor;
  readonly reconstruction: tf.Tensor;
  /** `total`, `reconstruction`, and each summand under the name of its part. */
  readonly terms: Record<string, tf.Scalar>;
}

/**
 * Sends a batch through: corruption → encoder → bottleneck → code → decoder → reconstruction → loss + penalties.
 *
 * @param batch `clean`, and where the data have them `corrupted`, `label`, `condition`, `mask`
 */
export function passThrough(parts: ModelParts, batch: NamedTensors, host: HostInputs, training: boolean): Pass {
  const { recipe } = parts;
  const { encoder, decoder } = parts.models;
  const clean = batch['clean']!;
  const { condition, label, mask } = batch;
  const context = (part: string): StepContext => ({ draws: host.draws(part), training, step: host.step });

  const corrupted = batch['corrupted'] ?? recipe.corruption?.apply(clean, host.draws('corruption')) ?? clean;
  const encoded = applyModel(encoder, corrupted, condition, training); // [batch, ...encoded]
  const { code, terms: bottleneckTerms = {} } =
    parts.bottleneck?.apply(encoded, context('bottleneck')) ?? { code: encoded }; // [batch, ...codeShape]
  const reconstruction = applyModel(decoder, code, condition, training); // [batch, ...outputShape]

  const summands: Record<string, Term> = {};
  const collect = (part: string, terms: Readonly<Record<string, Term>>): void => {
    for (const [name, term] of Object.entries(terms)) summands[`${part}/${name}`] = term;
  };
  if (recipe.bottleneck) collect(recipe.bottleneck.kind, bottleneckTerms);
  const seen = { clean, corrupted, encoded, code, reconstruction, encoder, decoder, ...(label && { label }), ...(condition && { condition }), ...(mask && { mask }) };
  for (const { name, penalty } of parts.penalties) collect(name, penalty.apply(seen, context(name)));

  const loss = recipe.loss.apply(clean, reconstruction, mask);
  const total = Object.values(summands).reduce<tf.Scalar>(
    (sum, { value, weight }) => tf.add(sum, tf.mul(host.scheduled(weight), value)),
    tf.clone(loss),
  );
  const values = Object.fromEntries(Object.entries(summands).map(([name, { value }]) => [name, value]));
  return { clean, code, reconstruction, terms: { total, reconstruction: loss, ...values } };
}

/**
 * Applies a network to its input and, where it has a second input, to the condition.
 *
 * @param input `[batch, ...shape]`
 * @param training whether layers such as batch normalisation are to learn from this batch
 * @returns `[batch, ...shape]` of its output
 */
export function applyModel(model: LayersModel, input: tf.Tensor, condition: tf.Tensor | undefined, training: boolean): tf.Tensor {
  const inputs = model.inputs.length === 2 && condition ? [input, condition] : input;
  return model.apply(inputs, { training }) as tf.Tensor;
}

/**
 * The first half of a training step: terms, and gradients by parameter name. The tensors that come back are the
 * engine's to dispose.
 */
export const gradientsOf =
  (parts: ModelParts, parameters: NamedVariables): StepDefinition['compute'] =>
  (batch, host) => {
    let terms: Record<string, tf.Scalar> = {};
    const { value, grads } = tf.variableGrads(() => {
      ({ terms } = passThrough(parts, batch, host, true));
      for (const term of Object.values(terms)) tf.keep(term);
      return terms['total']!;
    }, Object.values(parameters));
    const gradients = Object.entries(parameters).map(([name, variable]): [string, tf.Tensor] => [
      name,
      grads[variable.name] ?? tf.zerosLike(variable), // not reached from the total
    ]);
    return { terms: { ...terms, total: value }, gradients: Object.fromEntries(gradients) };
  };
