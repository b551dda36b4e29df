import { checkOptions, finiteBounds, InvalidDataError, sizeOf, wholePositive, type Dataset, type Range, type Shape } from '@hourglass/core';
import * as v from 'valibot';
import { byteSource, naming, reading, readInto, type Source } from '../byte-source.js';
import { unpacked } from '../zip/unpacked.js';
import { decoding, rangeKnown } from './decoding.js';
import { decoder, elementTypes, type Decode, type ElementName } from './element-type.js';
import { storedSamples } from './stored-samples.js';

export interface RecordsOptions {
  /** The shape of one sample; of images `[height, width, channels]`. */
  readonly shape: Shape;
  /** The type of its values, little-endian. Default `uint8`. */
  readonly dtype?: ElementName;
  /** Bytes before the first record. Default 0. */
  readonly header?: number;
  /** Bytes before the values of each record, the last of which is its label. Default 0. */
  readonly labelBytes?: number;
  /** What the labels from 0 on stand for. */
  readonly labelNames?: readonly string[];
  /** `planar` where the channels lie one after another, as in CIFAR-10: `[channels, height, width]`. Default `interleaved`. */
  readonly order?: 'interleaved' | 'planar';
  /** As for `npy`: what bytes are scaled to, default [0, 1], or what values of other types lie in, default as found. */
  readonly range?: Range;
}

const count = v.pipe(v.number('Expected a whole number of 0 or more'), v.integer('Expected a whole number of 0 or more'), v.minValue(0, 'Expected a whole number of 0 or more'));

const schema = v.strictObject({
  shape: v.pipe(v.array(wholePositive), v.minLength(1, 'Expected at least one axis')),
  dtype: v.optional(v.picklist(Object.keys(elementTypes) as ElementName[]), 'uint8'),
  header: v.optional(count, 0),
  labelBytes: v.optional(count, 0),
  labelNames: v.optional(v.array(v.string())),
  order: v.optional(v.picklist(['interleaved', 'planar']), 'interleaved'),
  range: v.optional(finiteBounds),
});

/**
 * Samples that lie in a file one after another without more than a header before them, packed with gzip or not, such as
 * those of CIFAR-10 and Quick, Draw!. Up to 64 MiB are held as they lie in the file; more are streamed.
 *
 * @throws InvalidDataError where the file does not hold a whole number of records, a label has no name, or, unless `range`
 *   is given, a value is not finite
 */
export async function records(source: Source, options: RecordsOptions): Promise<Dataset> {
  const { shape, dtype, header, labelBytes, labelNames, order, range } = checkOptions('records', schema, options);
  const file = unpacked(byteSource(source));
  const sampleBytes = labelBytes + sizeOf(shape) * elementTypes[dtype].bytes;
  const bytes = await reading(file, async ({ size }) => size - header);
  return naming(file.name, async () => {
    if (bytes < sampleBytes || bytes % sampleBytes !== 0)
      throw new InvalidDataError(
        `Expected records of ${sampleBytes} bytes after ${header} of a header, received ${Math.max(0, bytes)}, which is no whole number of them. ` +
          'Check shape, dtype, header and labelBytes; or the file was cut short.',
      );
    const values = decoding(dtype, true, range);
    const isPlain = labelBytes === 0 && order === 'interleaved';
    const stored = await storedSamples({
      source: file,
      size: bytes / sampleBytes,
      inputShape: shape,
      sampleBytes,
      read: (opened, first, into) => readInto(opened, header + first * sampleBytes, into),
      ...values,
      ...(!isPlain && { decode: recordDecode(values.decode ?? decoder(dtype, true), { shape, labelBytes, sampleBytes, order }) }),
      ...(labelBytes > 0 && { label: (sample: number, record: Uint8Array) => checkedLabel(record[labelBytes - 1]!, sample, labelNames) }),
      labelNames,
    });
    return rangeKnown(stored);
  });
}

interface Layout {
  readonly shape: Shape;
  readonly labelBytes: number;
  readonly sampleBytes: number;
  readonly order: 'interleaved' | 'planar';
}

/** Decodes the values of each record, and brings the channels of each pixel together. */
function recordDecode(decode: Decode, { shape, labelBytes, sampleBytes, order }: Layout): Decode {
  const width = sizeOf(shape);
  const channels = shape.at(-1)!;
  const pixels = width / channels;
  const planes = new Float32Array(width);
  return (bytes, floats) => {
    for (let record = 0; record * sampleBytes < bytes.length; record++) {
      const row = floats.subarray(record * width, (record + 1) * width);
      const isPlanar = order === 'planar';
      decode(bytes.subarray(record * sampleBytes + labelBytes, (record + 1) * sampleBytes), isPlanar ? planes : row);
      if (isPlanar) for (let i = 0; i < width; i++) row[i] = planes[(i % channels) * pixels + Math.floor(i / channels)]!;
    }
  };
}

function checkedLabel(label: number, sample: number, names: readonly string[] | undefined): number {
  if (!names || label < names.length) return label;
  throw new InvalidDataError(
    `Expected labels from 0 to ${names.length - 1}, received ${label} in sample ${sample}. Give a name to each, or check shape and labelBytes.`,
  );
}
