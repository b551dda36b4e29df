import type { DatasetInfo, PartFactory, Recipe } from '@hourglass/core';
import type { Option } from 'commander';

/** A kind of autoencoder that `hourglass train <name>` trains. */
export interface Variant {
  /** What the user types after `train`. */
  readonly name: string;
  readonly description: string;
  /** Its own flags; each is a field of `--config` too, in camelCase. */
  readonly options: readonly Option[];
  /** Of `--config`: what its field `base` may hold, settings of one of these with its name as `variant`. */
  readonly bases?: readonly Variant[];
  /** What its recipes are made of, so that saved ones can be read. */
  readonly parts: readonly PartFactory[];
  /**
   * @param options the values of its flags, not yet checked, those without value left out
   * @param data what is known of the data
   * @throws InvalidOptionError that names the option at fault
   */
  recipe(options: Readonly<Record<string, unknown>>, data: DatasetInfo): Recipe;
}

/** The fields of `--config` that a variant takes. */
export const fieldsOf = ({ options, bases }: Variant): string[] =>
  [...new Set([...options.map((option) => option.attributeName()), ...(bases ? ['base'] : [])])];
