import { fitScaler, log, minMax, robust, scaled, standard, type Dataset, type DatasetInfo, type PartFactory, type Recipe, type Scaler } from '@hourglass/core';
import { Option } from 'commander';

const scalers = { 'min-max': minMax, standard, robust, log } satisfies Record<string, () => Scaler>;

export const scalerNames = ['none', ...(Object.keys(scalers) as (keyof typeof scalers)[])] as const;
export type ScalerName = (typeof scalerNames)[number];
export const scalerParts: readonly PartFactory[] = [scaled, ...Object.values(scalers)];

export const scalerOption = (): Option =>
  new Option('--scaler <name>', 'how values are scaled for the model, each column by itself (default: none from -1 to 1, else standard)').choices(scalerNames);

/** What suits samples of this kind: values from -1 to 1 and indices stay as they are. */
export const scalerFor = ({ range: [low, high], dtype }: Pick<DatasetInfo, 'range' | 'dtype'>): ScalerName =>
  dtype === 'int32' || (low >= -1 && high <= 1) ? 'none' : 'standard';

/**
 * A recipe for data as they are, by way of a scaler that is fitted to them.
 *
 * @param name default: what suits the data
 * @param recipe makes one for what is known of the scaled data
 * @throws InvalidDataError where the data cannot be scaled
 */
export async function scaledRecipe(name: ScalerName | undefined, data: Dataset, recipe: (info: DatasetInfo) => Recipe): Promise<Recipe> {
  const chosen = name ?? scalerFor(data.info);
  if (chosen === 'none') return recipe(data.info);
  const scaler = await fitScaler(scalers[chosen](), data);
  return scaled(recipe({ ...data.info, range: scaler.range }), { scaler });
}
