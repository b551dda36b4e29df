import { InvalidOptionError, type DatasetInfo, type Recipe } from '@hourglass/core';
import { denoise } from '@hourglass/denoising';
import { Option } from 'commander';
import { bases } from '../bases.js';
import { corruptionFrom, corruptionOption, corruptionParts, namingCorruption } from '../corruptions.js';
import { checkNested, nestedRecipe } from '../nested-recipe.js';
import { number } from '../readers.js';
import type { Variant } from '../variant.js';

export const denoisingVariant: Variant = {
  name: 'denoising',
  description: 'any of the others, trained to undo a corruption, or with --clean to make dirty samples clean',
  options: [
    corruptionOption(),
    new Option('--clean <path>', 'the clean files of the dirty ones in --data, of the same names, in place of a corruption'),
    new Option('--sample-rate <number>', 'frames a second, of sound whose files do not say it').argParser(number),
    new Option('--base <name>', 'the net; the options below are its own (default: convolutional, for flat samples undercomplete)').choices(
      bases.map(({ name }) => name),
    ),
    ...optionsOfBases(),
  ],
  bases,
  parts: [denoise, ...corruptionParts],
  recipe: ({ corruption, base, sampleRate, clean: _, ...own }, data) => {
    const net = baseRecipe(base, own, data);
    if (corruption === undefined && data.isPaired) return net; // which learns from the pairs as they are
    if (data.isPaired)
      throw new InvalidOptionError('corruption', 'corruption: expected none for pairs, whose dirty samples are learned from as they are. Leave it out.');
    const rate = (sampleRate as number | undefined) ?? data.sampleRate;
    const spoiled = corruptionFrom(corruption, { range: net.range, ...(rate !== undefined && { sampleRate: rate }) });
    return namingCorruption(() => denoise(net, { corruption: spoiled }));
  },
};

/** @param own flags of the net, which win over those in `base` */
function baseRecipe(base: unknown, own: object, data: DatasetInfo): Recipe {
  const settings = base === undefined || typeof base === 'string' ? { variant: base ?? usualBase(data) } : checkNested(base);
  return nestedRecipe({ ...settings, ...own }, bases, data);
}

const usualBase = ({ inputShape }: DatasetInfo): string => (inputShape.length === 1 ? 'undercomplete' : 'convolutional');

/** Each option of the bases once, without default, since that depends on the base. */
function optionsOfBases(): Option[] {
  const names = [...new Set(bases.flatMap(({ options }) => options.map((option) => option.attributeName())))];
  return names.map((name) => {
    const having = bases.flatMap((base) => base.options.filter((option) => option.attributeName() === name).map((option) => ({ base, option })));
    const { option } = having[0]!;
    const what = having.length === 1 ? `: ${option.description}` : '';
    const copy = new Option(option.flags, `of ${having.map(({ base }) => base.name).join(', ')}${what}`);
    if (having.length === 1 && option.argChoices) copy.choices(option.argChoices);
    else if (option.parseArg && !option.argChoices) copy.argParser(option.parseArg);
    return copy;
  });
}
