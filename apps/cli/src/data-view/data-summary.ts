import { InvalidDataError, sizeOf, type Dataset, type Range, type Shape } from '@hourglass/core';

/** What a pass over samples finds. */
export interface DataSummary {
  readonly samples: number;
  readonly inputShape: Shape;
  readonly targetShape: Shape;
  readonly dtype: 'float32' | 'int32';
  /** What the source says that all values lie in. */
  readonly range: Range;
  /** Of the values that are there, as is `stddev`. */
  readonly found: Range;
  readonly mean: number;
  readonly stddev: number;
  /** Values that are missing. */
  readonly missing: number;
  /** Places of a sample whose value is always the same. */
  readonly constant: number;
  /** How far the most extreme value is from the mean of its place, in standard deviations of that place. */
  readonly farthest: number;
  /** How many samples there are of each class; absent where there are no labels. */
  readonly labels?: Readonly<Record<string, number>>;
}

/**
 * Looks at every sample once.
 *
 * @param parts that have all the same form
 * @throws InvalidDataError where there is no sample
 */
export async function summarise(parts: readonly Dataset[]): Promise<DataSummary> {
  const { info } = parts[0]!;
  const places = createPlaces(sizeOf(info.targetShape));
  const labels = new Map<string, number>();
  let samples = 0;
  for (const part of parts)
    for await (const { clean, mask, label, index } of part.batches({ batchSize: 256, reuse: true })) {
      samples += index.length;
      places.add(clean.data, mask?.data);
      for (const one of label?.data ?? []) {
        const name = info.labelNames?.[one] ?? String(one);
        labels.set(name, (labels.get(name) ?? 0) + 1);
      }
    }
  if (samples === 0) throw new InvalidDataError('Expected at least one sample, received none.');
  const { inputShape, targetShape, dtype, range } = info;
  const counts = [...labels].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return { samples, inputShape, targetShape, dtype, range, ...places.summary(), ...(labels.size > 0 && { labels: Object.fromEntries(counts) }) };
}

type Found = Pick<DataSummary, 'found' | 'mean' | 'stddev' | 'missing' | 'constant' | 'farthest'>;

/** Figures for each place of a sample; sums are taken from its first value, which keeps their digits. */
function createPlaces(width: number): { add(values: ArrayLike<number>, mask?: ArrayLike<number>): void; summary(): Found } {
  const [count, first, sum, squares] = [0, 1, 2, 3].map(() => new Float64Array(width)) as Quadruple<Float64Array>;
  const least = new Float64Array(width).fill(Infinity);
  const greatest = new Float64Array(width).fill(-Infinity);
  let missing = 0;
  return {
    add(values, mask) {
      for (let i = 0; i < values.length; i++) {
        if (mask?.[i] === 0) {
          missing++;
          continue;
        }
        const place = i % width;
        const value = values[i]!;
        if (count[place]!++ === 0) first[place] = value;
        const distance = value - first[place]!;
        sum[place]! += distance;
        squares[place]! += distance * distance;
        if (value < least[place]!) least[place] = value;
        if (value > greatest[place]!) greatest[place] = value;
      }
    },
    summary() {
      const seen = Array.from(count.keys()).filter((place) => count[place]! > 0);
      const total = seen.reduce((all, place) => all + count[place]!, 0);
      const meanOf = (place: number): number => first[place]! + sum[place]! / count[place]!;
      const varianceOf = (place: number): number => Math.max(0, squares[place]! / count[place]! - (sum[place]! / count[place]!) ** 2);
      const mean = seen.reduce((all, place) => all + (meanOf(place) * count[place]!) / total, 0);
      const variance = seen.reduce((all, place) => all + ((varianceOf(place) + (meanOf(place) - mean) ** 2) * count[place]!) / total, 0);
      const varied = seen.filter((place) => least[place]! < greatest[place]!);
      const farthestOf = (place: number): number =>
        Math.max(greatest[place]! - meanOf(place), meanOf(place) - least[place]!) / Math.sqrt(varianceOf(place));
      const most = (of: (place: number) => number): number => seen.reduce((all, place) => Math.max(all, of(place)), -Infinity);
      return {
        found: [-most((place) => -least[place]!), most((place) => greatest[place]!)],
        mean,
        stddev: Math.sqrt(variance),
        missing,
        constant: seen.length - varied.length,
        farthest: varied.reduce((all, place) => Math.max(all, farthestOf(place)), 0),
      };
    },
  };
}

type Quadruple<Item> = [Item, Item, Item, Item];
