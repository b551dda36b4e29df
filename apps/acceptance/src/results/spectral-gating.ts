import { amplified, bins, magnitude, spectra, whole } from './spectra.js';

/** Standard deviations by which a value must exceed the noise's mean, in decibels. */
const above = 1.5;
/** Bins and frames on each side over which the mask is smoothed, as suits speech: noisereduce's 8 and 6 gain half as much. */
const [smoothBins, smoothFrames] = [1, 2];

/**
 * Takes stationary noise off a sound by closing a gate where its spectrum is no louder than that of the noise alone, as
 * noisereduce does (Sainburg and others, 2020).
 *
 * @param noise a stretch of the noise by itself
 * @returns as many values as `sound`
 */
export function spectralGating(sound: ArrayLike<number>, noise: ArrayLike<number>): Float32Array {
  const threshold = thresholds(whole(spectra(noise)));
  const frames = spectra(sound);
  const gate = smoothed(frames.map((frame) => Float64Array.from(threshold, (limit, bin) => (decibelsOf(frame, bin) > limit ? 1 : 0))));
  return amplified(frames, gate, sound.length);
}

const decibelsOf = (frame: readonly number[], bin: number): number => 10 * Math.log10(magnitude(frame, bin) ** 2 + 1e-12);

function thresholds(frames: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from({ length: bins }, (_, bin) => {
    const levels = frames.map((frame) => decibelsOf(frame, bin));
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    return mean + above * Math.sqrt(levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length);
  });
}

/** The mask under a triangle in both directions. */
function smoothed(mask: readonly Float64Array[]): Float64Array[] {
  const triangle = (reach: number): number[] => Array.from({ length: 2 * reach + 1 }, (_, i) => (1 - Math.abs(i - reach) / (reach + 1)) / (reach + 1));
  const [acrossBins, acrossFrames] = [triangle(smoothBins), triangle(smoothFrames)];
  const rows = mask.map((row) => Float64Array.from(row, (_, bin) => acrossBins.reduce((sum, weight, i) => sum + weight * (row[bin + i - smoothBins] ?? 0), 0)));
  return rows.map((row, t) => Float64Array.from(row, (_, bin) => acrossFrames.reduce((sum, weight, i) => sum + weight * (rows[t + i - smoothFrames]?.[bin] ?? 0), 0)));
}
