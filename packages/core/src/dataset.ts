import type { Seed } from './seed.js';
import type { NdArray, Range, Shape } from './values.js';

/** What is known of a dataset before its first batch. */
export interface DatasetInfo {
  /** The shape of one sample as the encoder sees it, without the batch axis. */
  readonly inputShape: Shape;
  /** The shape of one clean sample, which the decoder rebuilds; equal to `inputShape` unless samples are paired. */
  readonly targetShape: Shape;
  /** `int32` for indices such as characters; otherwise `float32`. */
  readonly dtype: 'float32' | 'int32';
  /** The range that every value lies in; it decides the output head and the loss. */
  readonly range: Range;
  /** The number of samples; absent for a stream, whose progress and schedules count steps. */
  readonly size?: number;
  /** What the numbers in `label` stand for. */
  readonly labelNames?: readonly string[];
  /** Whether batches bring `corrupted`, beside which no other corruption counts. */
  readonly isPaired?: boolean;
  /** Frames a second, of sound. */
  readonly sampleRate?: number;
}

/** Some samples, the batch axis first. */
export interface Batch {
  /** What is to be rebuilt: `[batch, ...targetShape]`. */
  readonly clean: NdArray;
  /** What the encoder sees, where the data come in pairs: `[batch, ...inputShape]`. Otherwise it sees `clean`. */
  readonly corrupted?: NdArray;
  /** One class a sample: `[batch]`. */
  readonly label?: NdArray;
  /** What decoder and encoder are told beside the sample: `[batch, ...]`. */
  readonly condition?: NdArray;
  /** 1 where a value counts, 0 where it is missing; of the shape of `clean`. The loss skips the zeros. */
  readonly mask?: NdArray;
  /** The place of each sample in the dataset: `[batch]`. */
  readonly index: Int32Array;
}

export interface BatchesOptions {
  /** Samples a batch; the last batch of an epoch may hold fewer, and none is dropped. */
  readonly batchSize: number;
  /** The order of this epoch; without it, the samples come in the order in which they are stored. */
  readonly shuffle?: Seed | undefined;
  /**
   * Allows a source to write over a batch's arrays when the next batch is asked for, which spares memory its collection; a
   * source may as well make new ones. Default false: every batch stays as it is.
   */
  readonly reuse?: boolean;
}

/**
 * A source of batches of clean samples. Only `train` and its kin call `batches`, once an epoch, and check every value
 * (finite, inside the range) on the first pass.
 */
export interface Dataset {
  readonly info: DatasetInfo;
  batches(options: BatchesOptions): AsyncIterable<Batch>;
}
