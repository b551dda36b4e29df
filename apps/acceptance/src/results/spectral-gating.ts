import FFT from 'fft.js';

/** Values of a frame, and from one frame to the next: at 8 kHz, 32 and 8 milliseconds. */
const [size, hop] = [256, 64];
const bins = size / 2 + 1;
/** Standard deviations by which a value must exceed the noise's mean, in decibels. */
const above = 1.5;
/** Bins and frames on each side over which the mask is smoothed: about 500 Hz and 50 milliseconds. */
const [smoothBins, smoothFrames] = [16, 6];

const fft = new FFT(size);
const window = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));

/**
 * Takes stationary noise off a sound by closing a gate where its spectrum is no louder than that of the noise alone, as
 * noisereduce does (Sainburg and others, 2020).
 *
 * @param noise a stretch of the noise by itself
 * @returns as many values as `sound`
 */
export function spectralGating(sound: ArrayLike<number>, noise: ArrayLike<number>): Float32Array {
  const threshold = thresholds(spectra(noise));
  const frames = spectra(sound);
  const gate = smoothed(frames.map((frame) => Float64Array.from(threshold, (limit, bin) => (decibelsOf(frame, bin) > limit ? 1 : 0))));
  return overlapAdded(frames.map((frame, t) => frame.map((value, i) => value * gate[t]![Math.min(i >> 1, size - (i >> 1))]!)), sound.length);
}

/** Complex spectra, real and imaginary parts in turns, of frames that begin before the first value and end behind the last. */
function spectra(values: ArrayLike<number>): number[][] {
  const count = Math.ceil((values.length + size) / hop);
  return Array.from({ length: count }, (_, t) => {
    const start = t * hop - size + hop;
    const out = fft.createComplexArray() as number[];
    fft.transform(out, fft.toComplexArray(Array.from(window, (weight, i) => weight * (values[start + i] ?? 0)), undefined));
    return out;
  });
}

const decibelsOf = (frame: readonly number[], bin: number): number => 10 * Math.log10(frame[2 * bin]! ** 2 + frame[2 * bin + 1]! ** 2 + 1e-12);

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

/** The sound that the frames add up to, each value divided by the windows that it lay under. */
function overlapAdded(frames: readonly number[][], length: number): Float32Array {
  const [sum, weight] = [new Float64Array(length), new Float64Array(length)];
  frames.forEach((frame, t) => {
    const values = fft.createComplexArray();
    fft.inverseTransform(values, frame);
    const start = t * hop - size + hop;
    window.forEach((factor, i) => {
      if (start + i < 0 || start + i >= length) return;
      sum[start + i]! += factor * values[2 * i]!;
      weight[start + i]! += factor ** 2;
    });
  });
  return Float32Array.from(sum, (value, i) => value / Math.max(weight[i]!, 1e-9));
}
