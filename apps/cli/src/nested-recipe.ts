import { InvalidOptionError, type DatasetInfo, type Recipe } from '@hourglass/core';
import { inField } from './typed-names.js';
import { fieldsOf, type Variant } from './variant.js';

/**
 * The recipe that the field `base` stands for: the settings of a variant, with its name as `variant`.
 *
 * @param bases the variants that it may name
 * @throws InvalidOptionError that gives the path of the field at fault, such as `base.codeSize`
 */
export function nestedRecipe(settings: object, bases: readonly Variant[], data: DatasetInfo): Recipe {
  const { variant: name, ...given } = settings as Readonly<Record<string, unknown>>;
  return inField('base', () => {
    const variant = bases.find((one) => one.name === name);
    if (!variant)
      throw new InvalidOptionError('variant', `variant: expected one of ${bases.map((one) => one.name).join(', ')}; received ${JSON.stringify(name) ?? 'nothing'}.`);
    const fields = fieldsOf(variant);
    for (const field of Object.keys(given))
      if (!fields.includes(field))
        throw new InvalidOptionError(field, `${field}: expected an option of ${variant.name}, which takes ${fields.join(', ')}.`);
    return variant.recipe({ ...defaultsOf(variant), ...given }, data);
  });
}

const defaultsOf = ({ options }: Variant): Record<string, unknown> =>
  Object.fromEntries(
    options.filter(({ defaultValue }) => defaultValue !== undefined).map((option) => [option.attributeName(), option.defaultValue]),
  );

/** @throws InvalidOptionError for anything but an object */
export function checkNested(base: unknown): object {
  if (typeof base === 'object' && base !== null && !Array.isArray(base)) return base;
  throw new InvalidOptionError('base', `base: expected settings such as { "variant": "convolutional" }, received ${JSON.stringify(base)}.`);
}
