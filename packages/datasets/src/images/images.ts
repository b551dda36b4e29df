import { checkOptions, InvalidDataError, InvalidOptionError, sizeOf, wholePositive, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { byteFloats } from '../byte-floats.js';
import { fileLabels, fileLabelsSchema, type FileLabels } from '../file-labels.js';
import { fromItems, type WriteSample } from '../from-items.js';
import { skipSchema } from '../usable-files.js';
import { imageFiles, type DecodeImage, type ImageFile, type ImageFilesOptions, type ImageSource } from './image-files.js';
import { patchesOf, type Patches } from './patches-of.js';
import type { Pixels } from './pixels.js';
import { resized, type Fit } from './resized.js';
import { withChannels, type Channels } from './with-channels.js';

export interface ImagesOptions extends ImageFilesOptions {
  /** What every image is resized to: `[height, width]`. Default: as they are, which must be of one size. */
  readonly size?: readonly [height: number, width: number];
  /** How an image of another shape is brought into the size; default `crop`. */
  readonly fit?: Fit;
  /** Cuts every image into patches `[height, width]`, row by row; what is left at the right and the bottom is dropped. */
  readonly patch?: readonly [height: number, width: number];
  /** Pixels from one patch to the next, `[down, across]`; default the size of a patch. */
  readonly step?: readonly [down: number, across: number];
  /** Default 1 where every file is grey, otherwise 3. */
  readonly channels?: Channels;
  /** What the class of an image is told by. */
  readonly labels?: FileLabels;
}

const pair = v.tuple([wholePositive, wholePositive]);

const schema = v.strictObject({
  size: v.optional(pair),
  fit: v.optional(v.picklist(['crop', 'stretch', 'pad']), 'crop'),
  patch: v.optional(pair),
  step: v.optional(pair),
  channels: v.optional(v.picklist([1, 3, 4])),
  labels: v.optional(fileLabelsSchema),
  decode: v.optional(v.custom<DecodeImage>((value) => typeof value === 'function')),
  ...skipSchema,
  limit: v.optional(wholePositive),
});

/**
 * Images as samples `[height, width, channels]` from 0 to 1, or patches of them. Files are PNG or JPEG, told by their first
 * bytes; others beside them are ignored. They are decoded when a batch needs them.
 *
 * @param source a folder, an archive or another set of files, one file, or `ImageData`
 * @returns the samples, and `overlap`: how many of the patches after one share pixels with it, which `split` is to be told
 * @throws InvalidDataError where there is no image, one is damaged, or sizes differ and the option `size` is not given
 */
export async function images(source: ImageSource, options: ImagesOptions = {}): Promise<Dataset & { readonly overlap: number }> {
  const { size, fit, patch, step, labels, ...given } = checkOptions('images', schema, options);
  if (step && !patch) throw new InvalidOptionError('step', 'images: step is from one patch to the next: give the option patch too.');
  const files = await imageFiles(source, given as ImageFilesOptions);
  const channels = given.channels ?? (files.every(({ isGrey }) => isGrey) ? 1 : 3);
  if (!size && !patch) checkSizes(files);
  const labelled = labels && fileLabels(files.map(({ path }) => path), labels);
  const shapeOf = (file: ImageFile) => size ?? ([file.height, file.width] as const);
  const patches = files.map((file) => patchesOf(shapeOf(file), { patch: patch ?? shapeOf(file), step, name: file.path }));
  const items = files.map((file, i) => ({
    count: patches[i]!.length,
    ...(labelled && { label: labelled.labels[i]! }),
    load: async (): Promise<WriteSample> => {
      const pixels = withChannels(await file.pixels(), channels);
      return writePatches(size ? resized(pixels, size, fit) : pixels, patches[i]!);
    },
  }));
  const inputShape = [...(patch ?? shapeOf(files[0]!)), channels];
  const data = fromItems({
    info: { inputShape, targetShape: inputShape, dtype: 'float32', range: [0, 1], ...(labelled && { labelNames: labelled.labelNames }) },
    items,
    bytes: files.reduce((sum, file) => sum + 2 * sizeOf(shapeOf(file)) * channels, 0),
  });
  return { ...data, overlap: patches.reduce((most, { overlap }) => Math.max(most, overlap), 0) };
}

function checkSizes([first, ...others]: readonly ImageFile[]): void {
  const other = others.find(({ width, height }) => width !== first!.width || height !== first!.height);
  if (other)
    throw new InvalidDataError(
      `Expected images of one size, received ${first!.path} of ${first!.width} × ${first!.height} and ${other.path} of ${other.width} × ${other.height}. ` +
        'Give the option size, [height, width], to resize them, or patch, to cut them up.',
    );
}

/** Writes the patches that begin at these places. */
function writePatches({ width, channels, data }: Pixels, patches: Patches): WriteSample {
  return (sample, row) => {
    const { y, x, ...patch } = patches.at(sample);
    const line = (patch.width === width ? patch.height * width : patch.width) * channels; // whole rows of pixels lie one after the other
    for (let to = 0, from = (y * width + x) * channels; to < row.length; to += line, from += width * channels) {
      const into = row.subarray(to, to + line);
      if (data instanceof Uint8Array) byteFloats(data.subarray(from, from + line), into);
      else for (let i = 0; i < line; i++) into[i] = data[from + i]! / 65535;
    }
  };
}
