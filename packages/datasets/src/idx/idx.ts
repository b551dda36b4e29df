import { checkOptions, finiteBounds, InvalidDataError, sizeOf, type Dataset, type Range } from '@hourglass/core';
import * as v from 'valibot';
import { decoding, rangeKnown } from '../binary/decoding.js';
import { storedSamples } from '../binary/stored-samples.js';
import { byteSource, naming, reading, readInto, sourceSchema, type Source } from '../byte-source.js';
import { unpacked } from '../zip/unpacked.js';
import { readIdxHeader } from './idx-header.js';
import { labelsOf } from './labels-of.js';
import { readIdx } from './read-idx.js';

export interface IdxOptions {
  /** The IDX file of the labels: one whole number a sample. */
  readonly labels?: Source;
  /** What the labels from 0 on stand for. */
  readonly labelNames?: readonly string[];
  /** As for `npy`: what bytes are scaled to, default [0, 1], or what values of other types lie in, default as found. */
  readonly range?: Range;
}

const schema = v.strictObject({
  labels: v.optional(sourceSchema),
  labelNames: v.optional(v.array(v.string())),
  range: v.optional(finiteBounds),
});

/**
 * The samples of an IDX file, packed with gzip or not. Up to 64 MiB are held as they lie in the file; more are streamed.
 *
 * @param source `[size, height, width]`, which gives samples `[height, width, 1]`, or `[size, ...shape]` of any other rank
 * @throws InvalidDataError that names the file which is missing, damaged, or does not fit the other
 */
export async function idx(source: Source, options: IdxOptions = {}): Promise<Dataset> {
  const { labels, labelNames, range } = checkOptions('idx', schema, options);
  const file = unpacked(byteSource(source));
  const { type, shape, start } = await reading(file, readIdxHeader);
  const array = labels && (await readIdx(labels));
  const [size = 0, ...axes] = shape;
  const where = labels ? `${file.name} with ${byteSource(labels).name}` : file.name;
  return naming(where, async () => {
    if (axes.length === 0 || shape.includes(0))
      throw new InvalidDataError(
        `Expected samples [size, ...shape], at least one, received shape [${shape.join(', ')}]. ` +
          'A file of one axis holds labels: the samples are in another.',
      );
    const label = array && labelsOf(array, size);
    const sampleBytes = sizeOf(axes) * type.Values.BYTES_PER_ELEMENT;
    const stored = storedSamples({
      source: { ...file, name: where },
      size,
      inputShape: axes.length === 2 ? [...axes, 1] : axes,
      sampleBytes,
      read: (bytes, first, into) => readInto(bytes, start + first * sampleBytes, into),
      ...decoding(type.element, false, range),
      label: label && ((sample) => label[sample]!),
      labelNames,
    });
    return rangeKnown(await stored);
  });
}
