import { checkOptions, InvalidDataError, nearestNeighbours, sameShape, wholePositive, type Autoencoder, type NdArray } from '@hourglass/core';
import * as v from 'valibot';
import type { CodeSet } from './code-set.js';
import { checkCodes } from '../projections/check-codes.js';
import { rowsAt, stacked } from './decoding.js';
import type { Rows } from './rows.js';

export interface NearestInCodeOptions {
  /** How many of each query, a whole number of 1 or more. Default 9. */
  readonly neighbours?: number;
}

const schema = v.strictObject({ neighbours: v.optional(wholePositive, 9) });

/**
 * The samples whose codes are the nearest to those of some queries, by Euclidean distance.
 *
 * @param model encodes the queries
 * @param set codes with their samples: `collectCodes(model, dataset, { images: true })`
 * @param queries `[queries, ...inputShape]`; one that is itself in the set is its own nearest
 * @returns a row a query: the query, then its neighbours, the nearest first, with their distances
 * @throws InvalidDataError for codes without samples, queries of another shape than these, or more neighbours than codes
 * @throws InvalidOptionError for a number of neighbours that is no whole number of 1 or more
 */
export async function nearestInCode(model: Pick<Autoencoder, 'encode' | 'engine'>, set: CodeSet, queries: NdArray, options: NearestInCodeOptions = {}): Promise<Rows> {
  const { neighbours } = checkOptions('nearestInCode', schema, options);
  const { units } = checkCodes('nearestInCode', set.codes);
  if (!set.images) throw new InvalidDataError('nearestInCode: expected codes with their samples: collectCodes(model, dataset, { images: true }).');
  const { samples, range } = set.images;
  if (!sameShape(queries.shape.slice(1), samples.shape.slice(1)))
    throw new InvalidDataError(
      `nearestInCode: expected queries [count, ${samples.shape.slice(1).join(', ')}], received [${queries.shape.join(', ')}].`,
    );
  const count = queries.shape[0]!;
  const { data } = await model.encode(queries);
  const references = { data: Float32Array.from(set.codes.data), shape: set.codes.shape };
  const { data: places } = await nearestNeighbours({ data, shape: [count, units] }, references, { neighbours, engine: model.engine });
  const distance = (query: number, place: number): number =>
    Math.sqrt(references.data.subarray(place * units, (place + 1) * units).reduce((sum, value, i) => sum + (value - data[query * units + i]!) ** 2, 0));

  const rows = Array.from({ length: count }, (_, query) => {
    const nearest = Array.from(places.subarray(query * neighbours, (query + 1) * neighbours));
    const images = stacked([rowsAt(queries, [query]).data, ...nearest.map((place) => rowsAt(samples, [place]).data)]);
    return {
      name: `query ${query + 1}`,
      images: { data: images.data, shape: [neighbours + 1, ...samples.shape.slice(1)] },
      values: [0, ...nearest.map((place) => distance(query, place))],
    };
  });
  const columns = ['query', ...Array.from({ length: neighbours }, (_, i) => String(i + 1))];
  return { kind: 'rows', rows, columns, range };
}
