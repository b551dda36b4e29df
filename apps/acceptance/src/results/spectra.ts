import FFT from 'fft.js';

/** Values of a frame, and from one frame to the next: at 8 kHz, 32 and 8 milliseconds. */
const [size, hop] = [256, 64];
/** From no frequency to half the sample rate. */
export const bins = size / 2 + 1;

const fft = new FFT(size);
const window = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));

/** Of a frame of white noise of standard deviation 1, the magnitude of each bin (root mean square). */
export const magnitudeOfNoise = Math.sqrt(window.reduce((sum, weight) => sum + weight ** 2, 0));

/** Complex spectra, real and imaginary parts in turns, of frames that begin before the first value and end behind the last. */
export function spectra(values: ArrayLike<number>): number[][] {
  const count = Math.ceil((values.length + size - hop) / hop);
  return Array.from({ length: count }, (_, t) => {
    const start = t * hop - size + hop;
    const out = fft.createComplexArray() as number[];
    fft.transform(out, fft.toComplexArray(Array.from(window, (weight, i) => weight * (values[start + i] ?? 0)), undefined));
    return out;
  });
}

/** Those frames of all that no end of the sound cuts short. */
export const whole = (frames: readonly (readonly number[])[]): readonly (readonly number[])[] => frames.slice(size / hop - 1, 1 - size / hop);

export const magnitude = (frame: readonly number[], bin: number): number => Math.hypot(frame[2 * bin]!, frame[2 * bin + 1]!);

/** The frames, each bin times a gain `[frames][bins]`, as a sound of `length` values. */
export const amplified = (frames: readonly number[][], gains: readonly ArrayLike<number>[], length: number): Float32Array =>
  overlapAdded(frames.map((frame, t) => frame.map((value, i) => value * gains[t]![Math.min(i >> 1, size - (i >> 1))]!)), length);

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
