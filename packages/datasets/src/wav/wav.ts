import { checkOptions, InvalidDataError, wholePositive, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { readExactly, reading, type Source } from '../byte-source.js';
import { fileLabels, fileLabelsSchema, type FileLabels } from '../file-labels.js';
import type { FileSet } from '../file-set.js';
import { fromItems, type Item, type WriteSample } from '../from-items.js';
import { skipSchema, type SkipOptions } from '../usable-files.js';
import { filterOf, resample, resampledFrames, type Filter } from './resample.js';
import { recordings, type Recording } from './recordings.js';
import { wavValues } from './wav-values.js';

export interface WavOptions extends SkipOptions {
  /** Frames of one sample. */
  readonly window: number;
  /** Frames from one sample to the next; default the window. */
  readonly step?: number;
  /** Frames a second, to which recordings of other rates are resampled. Default: as they are, which must be the same for all. */
  readonly sampleRate?: number;
  /** Averages the channels of each recording. Default: as they are, the same number in all. */
  readonly channels?: 'mono';
  /** What the class of a recording is told by; each of its windows has it. */
  readonly labels?: FileLabels;
}

const schema = v.strictObject({
  window: wholePositive,
  step: v.optional(wholePositive),
  sampleRate: v.optional(v.pipe(wholePositive, v.maxValue(768000, 'Expected a rate of 768000 or less'))),
  channels: v.optional(v.literal('mono')),
  labels: v.optional(fileLabelsSchema),
  ...skipSchema,
});

/** Frames of a recording that are read at once. */
const framesAtOnce = 2 ** 18;

/**
 * Windows of recordings as samples `[window, channels]` from −1 to 1, read when a batch needs them. The last window of a
 * recording is filled up with silence. Files are WAV: PCM of 8, 16, 24 or 32 bits, or floats; others beside them are ignored.
 *
 * @param source a folder, an archive or another set of files, or one file
 * @throws InvalidDataError where there is no recording, one is damaged, or they differ in rate or channels
 */
export async function wav(source: FileSet | Source, options: WavOptions): Promise<Dataset> {
  const { window, step = window, sampleRate, channels: mix, labels, ...skipping } = checkOptions('wav', schema, options);
  const found = await recordings(source, skipping as SkipOptions);
  const [{ format: first }] = found as readonly [Recording];
  if (!sampleRate) checkSame(found, ({ format }) => `${format.sampleRate} Hz`, 'Give the option sampleRate to resample them.');
  if (!mix) checkSame(found, ({ format }) => `${format.channels} channels`, "Give the option channels, 'mono', to mix them.");
  const labelled = labels && fileLabels(found.map(({ path }) => path), labels);
  const to = sampleRate ?? first.sampleRate;
  const channels = mix ? 1 : first.channels;
  const filters = new Map([...new Set(found.map(({ format }) => format.sampleRate))].map((from) => [from, filterOf({ from, to })]));
  const items = found.flatMap((recording, i) => windowsOf(recording, { window, step, filter: filters.get(recording.format.sampleRate)!, isMono: mix === 'mono', ...(labelled && { label: labelled.labels[i]! }) }));
  const frames = found.reduce((sum, { format }) => sum + resampledFrames(format.frames, { from: format.sampleRate, to }), 0);
  const inputShape = [window, channels];
  return fromItems({
    info: { inputShape, targetShape: inputShape, dtype: 'float32', range: [-1, 1], sampleRate: to, ...(labelled && { labelNames: labelled.labelNames }) },
    items,
    bytes: 4 * frames * channels,
  });
}

function checkSame([first, ...others]: readonly Recording[], kindOf: (recording: Recording) => string, what: string): void {
  const other = others.find((recording) => kindOf(recording) !== kindOf(first!));
  if (other) throw new InvalidDataError(`Expected recordings of one kind, received ${first!.path} of ${kindOf(first!)} and ${other.path} of ${kindOf(other)}. ${what}`);
}

interface Windows {
  readonly window: number;
  readonly step: number;
  readonly filter: Filter;
  readonly isMono: boolean;
  readonly label?: number;
}

/** The windows of a recording, as many at once as share a stretch of it; of a packed file, which is read from its beginning, all. */
function windowsOf(recording: Recording, { window, step, filter, isMono, ...label }: Windows): Item[] {
  const { format, source, isSequential } = recording;
  const { half, rates } = filter;
  const frames = resampledFrames(format.frames, rates);
  const count = Math.min(Math.max(0, Math.ceil((frames - window) / step)) + 1, Math.ceil(frames / step));
  const together = isSequential ? count : Math.max(1, Math.floor(framesAtOnce / step));
  return Array.from({ length: Math.ceil(count / together) }, (_, item) => {
    const own = Math.min(together, count - item * together);
    const start = item * together * step;
    const end = Math.min(frames, start + (own - 1) * step + window);
    return {
      ...label,
      count: own,
      load: async () => {
        const first = Math.max(0, Math.floor((start * rates.from) / rates.to) - half);
        const last = Math.min(format.frames, Math.ceil((end * rates.from) / rates.to) + half);
        const values = await reading(source, async (file) => {
          const bytes = format.channels * format.width;
          return wavValues(await readExactly(file, format.start + first * bytes, (last - first) * bytes), format);
        });
        const channels = isMono ? 1 : format.channels;
        const stretch = { values: isMono ? mixed(values, format.channels) : values, channels, first };
        return writeWindows(resample(stretch, filter, [start, end]), step * channels);
      },
    };
  });
}

/** The mean of the channels. */
function mixed(values: Float32Array, channels: number): Float32Array {
  if (channels === 1) return values;
  return Float32Array.from({ length: values.length / channels }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += values[frame * channels + channel]!;
    return sum / channels;
  });
}

const writeWindows = (values: Float32Array, step: number): WriteSample => (sample, row) => {
  const part = values.subarray(sample * step, sample * step + row.length);
  row.set(part);
  row.fill(0, part.length);
};
