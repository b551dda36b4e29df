import {
  binaryCrossEntropy,
  categoricalCrossEntropy,
  InvalidOptionError,
  meanSquaredError,
  type Loss,
  type PartFactory,
} from '@hourglass/core';
import { Option } from 'commander';

const losses = { binaryCrossEntropy, meanSquaredError, categoricalCrossEntropy };

export const lossParts: readonly PartFactory[] = Object.values(losses);

export const lossOption = (): Option =>
  new Option('--loss <name>', 'of the reconstruction (default: the one that fits the range of the data)').choices(
    Object.keys(losses),
  );

/** The option `loss` of a recipe, from its name; nothing where none was named. */
export function lossNamed(name: unknown): { loss?: Loss } {
  if (name === undefined) return {};
  if (typeof name === 'string' && Object.hasOwn(losses, name)) return { loss: losses[name as keyof typeof losses]() };
  throw new InvalidOptionError('loss', `loss: expected one of ${Object.keys(losses).join(', ')}; received ${JSON.stringify(name)}.`);
}
