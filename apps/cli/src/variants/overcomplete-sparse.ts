import { checkOptions, InvalidOptionError, sizeOf, type DatasetInfo, type Recipe } from '@hourglass/core';
import {
  auxK,
  batchTopK,
  gated,
  jumpReLU,
  klSparsity,
  l1,
  matryoshka,
  overcomplete,
  resample,
  sparsify,
  topK,
  type OvercompleteOptions,
  type Sparsity,
} from '@hourglass/overcomplete-sparse';
import { Option } from 'commander';
import * as v from 'valibot';
import { lossNamed, lossOption } from '../losses.js';
import { checkNested, nestedRecipe } from '../nested-recipe.js';
import { number, numbers } from '../readers.js';
import type { Variant } from '../variant.js';
import { convolutionalVariant } from './convolutional.js';
import { undercompleteVariant } from './undercomplete.js';

type Values = Readonly<Record<string, unknown>>;

/** A way to keep codes sparse that can be named: its options with their defaults, and what it asks of the code. */
interface Kind {
  readonly defaults: Values;
  readonly make: (options: never) => Sparsity;
  readonly code?: Partial<OvercompleteOptions>;
}

const kinds: Readonly<Record<string, Kind>> = {
  batchTopK: { defaults: { k: 16 }, make: batchTopK },
  topK: { defaults: { k: 16 }, make: topK },
  jumpReLU: { defaults: { weight: 1e-4 }, make: jumpReLU },
  gated: { defaults: { weight: 1e-4 }, make: gated },
  l1: { defaults: { weight: 1e-4 }, make: l1 },
  klSparsity: { defaults: { weight: 1e-4, rate: 0.05 }, make: klSparsity, code: { codeActivation: 'sigmoid', unitNorm: false } },
};

/** Numbers in the code for each number in a sample, where the user names none. */
const widening = 2;

/** What may be made sparse in place of a dictionary. */
const bases = [convolutionalVariant, undercompleteVariant];

export const overcompleteSparseVariant: Variant = {
  name: 'overcomplete-sparse',
  description: 'a code wider than a sample, of which only a few numbers are not 0: a dictionary',
  options: [
    new Option('--code-size <number>', `numbers in the code (default: ${widening} for each in a sample)`).argParser(number),
    new Option('--sparsity <name>', 'what keeps codes sparse').choices(Object.keys(kinds)).default('batchTopK'),
    new Option('--k <number>', 'numbers of a code that are not 0, of topK, and on average of batchTopK (default: 16)').argParser(number),
    new Option('--weight <number>', 'of the term that asks for sparsity, of the others (default: 0.0001)').argParser(number),
    new Option('--rate <number>', 'what a number of the code should be on average, of klSparsity (default: 0.05)').argParser(number),
    new Option('--sizes <numbers>', 'so many first numbers of the code must rebuild samples too (default: none)').argParser(numbers),
    new Option('--aux-weight <number>', 'of what dead units rebuild of what the others left; 0 leaves them dead').argParser(number).default(1, '1'),
    new Option('--tied', "the decoder uses the encoder's kernel, transposed"),
    lossOption(),
  ],
  bases,
  parts: [overcomplete, sparsify, batchTopK, topK, jumpReLU, gated, l1, klSparsity, matryoshka, auxK, resample],
  recipe: ({ sparsity, k, weight, rate, sizes, auxWeight, base, ...options }, data) => {
    const { name, kind } = kindNamed(sparsity);
    return sparsify(
      base === undefined ? dictionary(kind, options, data) : otherBase(base, options, data),
      kind.make({ ...kind.defaults, ...taken(name, kind, { k, weight, rate }) } as never),
      ...(sizes === undefined ? [] : [matryoshka({ sizes: sizes as number[] })]),
      ...revival(auxWeight),
    );
  },
};

function dictionary(kind: Kind, { loss, ...options }: Values, { inputShape, range }: DatasetInfo): Recipe {
  const code = { codeSize: widening * sizeOf(inputShape), ...kind.code };
  return overcomplete({ ...code, ...options, inputShape, range, ...lossNamed(loss) }); // which checks them
}

function otherBase(base: unknown, options: Values, data: DatasetInfo): Recipe {
  const [first] = Object.keys(options);
  if (first !== undefined)
    throw new InvalidOptionError(first, `${first}: expected no such option beside a base, which has its own; give it in there.`);
  return nestedRecipe(checkNested(base), bases, data);
}

const zeroOrMore = 'Expected a number of 0 or more';
const auxWeights = v.strictObject({ auxWeight: v.pipe(v.number(zeroOrMore), v.minValue(0, zeroOrMore)) });

function revival(given: unknown): Sparsity[] {
  const { auxWeight } = checkOptions('overcomplete-sparse', auxWeights, { auxWeight: given });
  return auxWeight === 0 ? [] : [auxK({ weight: auxWeight })];
}

function kindNamed(name: unknown): { name: string; kind: Kind } {
  if (typeof name === 'string' && Object.hasOwn(kinds, name)) return { name, kind: kinds[name]! };
  throw new InvalidOptionError(
    'sparsity',
    `sparsity: expected one of ${Object.keys(kinds).join(', ')}; received ${JSON.stringify(name)}.`,
  );
}

/** The options of a kind that were given; others are refused, since they would do nothing. */
function taken(name: string, { defaults }: Kind, given: Values): Values {
  const options = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [option] of options)
    if (!(option in defaults))
      throw new InvalidOptionError(
        option,
        `${option}: expected no such option beside the sparsity ${name}, which takes ${Object.keys(defaults).join(' and ')}.`,
      );
  return Object.fromEntries(options);
}
