import type { NdArray } from '@hourglass/core';
import { overlapAdd, type Denoiser, type OverlapOptions } from './overlap-add.js';

/**
 * What a model makes of an image of any size: overlapping tiles go through it and are blended, so that no seam shows. Beyond
 * its borders the image is mirrored, also where it is smaller than a tile; one of the size of a tile goes through as it is.
 *
 * @param model of images `[height, width, channels]`; one of a single channel takes each channel of the image by itself
 * @param image `[height, width, channels]`, in the units of the model's data
 * @returns the same shape
 * @throws InvalidOptionError for a model that does not give back images, or an overlap outside 0 to 0.5
 * @throws InvalidDataError for anything but an image of the model's channels
 */
export const inTiles = (model: Denoiser, image: NdArray, options: OverlapOptions = {}): Promise<NdArray<Float32Array>> =>
  overlapAdd({ where: 'inTiles', axes: 'height, width, channels' }, model, image, options);
