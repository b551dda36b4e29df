import type { ForwardDefinition } from './engine.js';
import type { ModelParts } from './model-parts.js';
import { applyModel } from './step.js';

/**
 * What a model does once it is trained, as functions of tensors: each takes `input` and, where the networks want one,
 * `condition`, and gives `output`; samples and reconstructions are in the data's own units.
 */
export interface ForwardPasses {
  /** h = f(x), after the bottleneck. */
  readonly encode: ForwardDefinition['compute'];
  /** x̂ = g(h). */
  readonly decode: ForwardDefinition['compute'];
  /** x̂ = g(f(x)), never corrupted. */
  readonly reconstruct: ForwardDefinition['compute'];
}

/** The forward passes of a model, for an engine to run or an exporter to write. */
export function forwardPasses({ recipe: { scaler }, models, bottleneck }: Pick<ModelParts, 'recipe' | 'models' | 'bottleneck'>): ForwardPasses {
  const encode: ForwardDefinition['compute'] = ({ input, condition }, host) => {
    const encoded = applyModel(models.encoder, scaler ? scaler.scale(input!) : input!, condition, false);
    const context = { training: false, draws: host.draws('bottleneck'), step: host.step };
    return { output: bottleneck?.apply(encoded, context).code ?? encoded };
  };
  const decode: ForwardDefinition['compute'] = ({ input, condition }) => {
    const reconstruction = applyModel(models.decoder, input!, condition, false);
    return { output: scaler ? scaler.invert(reconstruction) : reconstruction };
  };
  const reconstruct: ForwardDefinition['compute'] = (inputs, host) =>
    decode({ ...inputs, input: encode(inputs, host)['output']! }, host);
  return { encode, decode, reconstruct };
}
