import * as tf from '@tensorflow/tfjs-core';
import { LayersModel, version_layers as layersVersion } from '@tensorflow/tfjs-layers';
import { EnvironmentError } from './errors.js';

/** Where the copies of this package that are loaded together leave the version of TensorFlow.js that they found. */
const registry = globalThis as { [found: symbol]: string | undefined };
const found = Symbol.for('hourglass.tfjs-core');

const advice =
  'Find the copies with `npm ls @tensorflow/tfjs-core @tensorflow/tfjs-layers`, then leave one of each: ' +
  '`npm dedupe`, or a version for them under "overrides" in package.json.';

/**
 * Makes sure that one version of TensorFlow.js is at work and a backend is ready. Two versions share tensors without
 * agreeing on them, and fail far from the cause.
 *
 * @param models networks that were made elsewhere
 * @throws EnvironmentError that names the versions and what to do
 */
export function checkEnvironment(models: readonly unknown[] = []): void {
  registry[found] ??= tf.version_core;
  checkVersions({ core: tf.version_core, layers: layersVersion, elsewhere: registry[found] });
  checkBackend();
  if (models.some((model) => !(model instanceof LayersModel) && looksLikeModel(model)))
    throw new EnvironmentError(
      'Expected a network of the @tensorflow/tfjs-layers that Hourglass uses, ' +
        `version ${layersVersion}, received one of another copy of it. ${advice}`,
    );
}

/** @param versions of tfjs-core and tfjs-layers as this copy imports them, and of tfjs-core as the first copy did */
export function checkVersions({ core, layers, elsewhere }: Record<'core' | 'layers' | 'elsewhere', string>): void {
  if (core !== layers)
    throw new EnvironmentError(
      `Expected one version of TensorFlow.js, received @tensorflow/tfjs-core ${core} ` +
        `and @tensorflow/tfjs-layers ${layers}. ${advice}`,
    );
  if (core !== elsewhere)
    throw new EnvironmentError(
      `Expected one version of TensorFlow.js, received @tensorflow/tfjs-core ${elsewhere} ` +
        `and, in this copy of @hourglass/core, ${core}. ${advice}`,
    );
}

function checkBackend(): void {
  let backend: unknown;
  try {
    backend = tf.backend();
  } catch (cause) {
    throw new EnvironmentError(
      'Expected a TensorFlow.js backend that is ready, received none. Import one, such as ' +
        '@tensorflow/tfjs-backend-wasm or @tensorflow/tfjs-backend-cpu, and call `await tf.ready()` first.',
      { cause },
    );
  }
  if (!(backend instanceof tf.KernelBackend))
    throw new EnvironmentError(
      `Expected the TensorFlow.js backend "${tf.getBackend()}" to be of the @tensorflow/tfjs-core that Hourglass ` +
        `uses, version ${tf.version_core}, received one of another copy of it. ${advice}`,
    );
}

const looksLikeModel = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'layers' in value && 'inputs' in value && 'predict' in value;
