import { activations, convolutional, kerasBlog, kerasIo } from '@hourglass/convolutional';
import { InvalidOptionError, type Recipe } from '@hourglass/core';
import { Option } from 'commander';
import { lossNamed, lossOption } from '../losses.js';
import { number, numbers } from '../readers.js';
import type { Variant } from '../variant.js';

const presets = { kerasBlog, kerasIo };

/** The encoder's levels where the user names none. */
const filters = [16, 8];

export const convolutionalVariant: Variant = {
  name: 'convolutional',
  description: 'convolutions that halve images, sound or series level by level, and double them again',
  options: [
    new Option('--preset <name>', 'a published net for images of 28 × 28, instead of the options below').choices(Object.keys(presets)),
    new Option('--filters <numbers>', `channels of the encoder's levels, mirrored in the decoder (default: ${filters.join(',')})`).argParser(numbers),
    new Option('--kernel-size <number>', 'the side of every kernel (default: 3)').argParser(number),
    new Option('--downsample <how>', 'by max-pools or by strides (default: pool)').choices(['pool', 'stride']),
    new Option('--upsample <how>', 'by repeating values or by transposed convolutions (default: nearest)').choices(['nearest', 'transposed']),
    new Option('--code-size <number>', 'numbers in a flat code (default: a code with places)').argParser(number),
    new Option('--batch-norm', 'normalise values over the batch before each activation'),
    new Option('--residual', 'two more convolutions in each level, added to its values'),
    new Option('--activation <name>', 'of the hidden layers (default: relu)').choices(activations),
    lossOption(),
  ],
  parts: [convolutional, kerasBlog],
  recipe: ({ preset, loss, ...options }, { inputShape, range }) => {
    if (preset !== undefined) return presetNamed(preset, { ...options, ...(loss !== undefined && { loss }) });
    return convolutional({ filters, ...options, inputShape, range, ...lossNamed(loss) }); // which checks them
  },
};

function presetNamed(name: unknown, others: object): Recipe {
  if (typeof name !== 'string' || !Object.hasOwn(presets, name))
    throw new InvalidOptionError('preset', `preset: expected one of ${Object.keys(presets).join(', ')}; received ${JSON.stringify(name)}.`);
  const [first] = Object.keys(others);
  if (first !== undefined)
    throw new InvalidOptionError(first, `${first}: expected no such option beside the preset ${name}, which is a whole net; leave one of them out.`);
  return presets[name as keyof typeof presets]();
}
