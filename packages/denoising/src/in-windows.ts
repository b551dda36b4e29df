import type { NdArray } from '@hourglass/core';
import { overlapAdd, type Denoiser, type OverlapOptions } from './overlap-add.js';

/**
 * What a model makes of sound or a series of any length: overlapping windows go through it and are added up, faded in and out.
 * Beyond its ends the sound is mirrored, also where it is shorter than a window.
 *
 * @param model of sound `[length, channels]`; one of a single channel takes each channel of the sound by itself
 * @param sound `[frames, channels]`, at the sample rate of the model's data
 * @returns the same shape
 * @throws InvalidOptionError for a model that does not give back sound, or an overlap outside 0 to 0.5
 * @throws InvalidDataError for anything but sound of the model's channels
 */
export const inWindows = (model: Denoiser, sound: NdArray, options: OverlapOptions = {}): Promise<NdArray<Float32Array>> =>
  overlapAdd({ where: 'inWindows', axes: 'length, channels' }, model, sound, options);
