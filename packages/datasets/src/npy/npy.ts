import { checkOptions, finiteBounds, InvalidDataError, sizeOf, type Dataset, type Range } from '@hourglass/core';
import * as v from 'valibot';
import { decoding, rangeKnown } from '../binary/decoding.js';
import { elementTypes } from '../binary/element-type.js';
import { heldBytes, storedSamples, type StoredSamples } from '../binary/stored-samples.js';
import { byteSource, naming, reading, sourceSchema, type Source } from '../byte-source.js';
import { maskMissing } from '../mask-missing.js';
import { unpacked } from '../zip/unpacked.js';
import { elementReader } from './element-reader.js';
import { readNpyHeader, type NpyHeader } from './npy-header.js';
import { readNpyLabels } from './read-npy.js';

export interface NpyOptions {
  /** An NPY file of one whole number a sample: `[size]`. */
  readonly labels?: Source;
  /** What the labels from 0 on stand for. */
  readonly labelNames?: readonly string[];
  /**
   * The range of the dataset. Bytes from 0 to 255 are scaled to it, default [0, 1]. Values of other types are taken as they
   * are; default is what a pass over them finds: the first of [0, 1] and [-1, 1] that holds them, else from the least to the
   * greatest.
   */
  readonly range?: Range;
  /** `mask` takes NaN and infinity as missing: 0 in `mask`, and a value that does not count in place. Default: refused. */
  readonly missing?: 'mask';
}

export const npyEntries = {
  labelNames: v.optional(v.array(v.string())),
  range: v.optional(finiteBounds),
  missing: v.optional(v.literal('mask')),
};

const schema = v.strictObject({ ...npyEntries, labels: v.optional(sourceSchema) });

/**
 * The samples of an NPY file, along the first axis: booleans, whole numbers, float16 to float64, in either order of bytes,
 * packed with gzip or not. Up to 64 MiB are held as they lie in the file; more are streamed.
 *
 * @param source `[size, height, width]`, which gives samples `[height, width, 1]`, or `[size, ...shape]` of any other rank
 * @throws InvalidDataError where the file is damaged, labels do not fit, or, unless `range` is given, a value is not finite
 */
export async function npy(source: Source, options: NpyOptions = {}): Promise<Dataset> {
  const { labels, labelNames, range, missing } = checkOptions('npy', schema, options);
  const file = unpacked(byteSource(source));
  const header = await reading(file, async (bytes) => {
    const found = await readNpyHeader(bytes);
    checkSamples(found, bytes.sequential);
    return found;
  });
  const label = labels && (await readNpyLabels(labels, header.shape[0]!));
  return naming(file.name, async () => {
    const stored = await storedSamples({ source: file, ...layout(header, range), label: label && ((sample) => label[sample]!), labelNames });
    return rangeKnown(missing && elementTypes[header.type].isFloat ? maskMissing(stored) : stored);
  });
}

function checkSamples({ shape, type, isFortran }: NpyHeader, isSequential: boolean): void {
  if (shape.length < 2 || shape.includes(0))
    throw new InvalidDataError(`Expected samples [size, ...sample], at least one, received shape [${shape.join(', ')}].`);
  if (isFortran && isSequential && sizeOf(shape) * elementTypes[type].bytes > heldBytes)
    throw new InvalidDataError(
      'Expected C order in a packed file of more than 64 MiB, received Fortran order. Unpack it, or save numpy.ascontiguousarray(array).',
    );
}

/** How samples lie in the file and are made into floats. */
function layout(header: NpyHeader, range: Range | undefined): Omit<StoredSamples, 'source'> {
  const { type, isLittleEndian, shape } = header;
  const [size, ...axes] = shape as [number, ...number[]];
  return {
    size,
    inputShape: axes.length === 2 ? [...axes, 1] : axes,
    sampleBytes: sizeOf(axes) * elementTypes[type].bytes,
    ...elementReader(header),
    ...decoding(type, isLittleEndian, range),
  };
}
