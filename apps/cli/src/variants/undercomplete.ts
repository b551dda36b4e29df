import { activations, undercomplete, type UndercompleteOptions } from '@hourglass/undercomplete';
import { Option } from 'commander';
import { lossNamed, lossOption } from '../losses.js';
import { number, numbers } from '../readers.js';
import type { Variant } from '../variant.js';

export const undercompleteVariant: Variant = {
  name: 'undercomplete',
  description: 'dense layers that narrow down to a code smaller than the input',
  options: [
    new Option('--widths <numbers>', "the encoder's hidden layers, mirrored in the decoder").argParser(numbers).default([], 'none'),
    new Option('--code-size <number>', 'numbers in the code').argParser(number).default(32),
    new Option('--activation <name>', 'of the hidden layers').choices(activations).default('relu'),
    new Option('--code-activation <name>', 'of the code').choices(activations).default('linear'),
    new Option('--tied', "the decoder uses the encoder's kernels, transposed"),
    lossOption(),
  ],
  parts: [undercomplete],
  recipe: ({ loss, ...options }, { inputShape, range }) =>
    undercomplete({ ...options, inputShape, range, ...lossNamed(loss) } as UndercompleteOptions), // which checks them
};
