/** Zero crossings of the sinc on each side. */
const crossings = 64;
/** The share of the lower of both bandwidths that passes; what is left is where the filter falls off. */
const passed = 0.95;
/** The Kaiser window's shape, for some 90 dB (Kaiser, 1974). */
const beta = 9.5;
/** Values of the filter from one crossing to the next, with straight lines between. */
const resolution = 512;

let made: Float64Array | undefined;

/** sinc(t) · Kaiser window, for t from 0 to `crossings`, `resolution` values each. */
function filterTable(): Float64Array {
  made ??= Float64Array.from({ length: crossings * resolution + 2 }, (_, i) => {
    const t = i / resolution;
    if (t === 0) return 1;
    return t < crossings ? (Math.sin(Math.PI * t) / (Math.PI * t)) * (bessel(beta * Math.sqrt(1 - (t / crossings) ** 2)) / bessel(beta)) : 0;
  });
  return made;
}

/** The modified Bessel function I₀, by its power series. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-12 * sum; k++) sum += term *= (x / (2 * k)) ** 2;
  return sum;
}

/** Rates of a recording, before and after, in frames a second. */
export interface Rates {
  readonly from: number;
  readonly to: number;
}

/** The number of frames that a recording has at another rate. */
export const resampledFrames = (frames: number, { from, to }: Rates): number => Math.ceil((frames * to) / from);

/** Frames on each side of a place that count for its value. */
export const reach = ({ from, to }: Rates): number => (from === to ? 0 : Math.ceil((crossings * Math.max(1, from / to)) / passed));

/** Some frames of a recording; beyond its ends there is silence. */
export interface Stretch {
  /** `[frames, channels]` */
  readonly values: Float32Array;
  readonly channels: number;
  /** The number of its first frame in the recording. */
  readonly first: number;
}

/**
 * Frames of a recording at another rate, by a windowed sinc (Smith, "Digital audio resampling").
 *
 * @param stretch holds `reach` frames on each side of what is asked for, where the recording has them
 * @param range the first frame at the new rate and the one behind the last
 * @returns `[end − start, channels]`, from −1 to 1
 */
export function resample({ values, channels, first }: Stretch, rates: Rates, [start, end]: readonly [start: number, end: number]): Float32Array {
  const { from, to } = rates;
  const frames = values.length / channels;
  if (from === to) return values.slice((start - first) * channels, (end - first) * channels);
  const into = new Float32Array((end - start) * channels);
  const table = filterTable();
  const gain = passed * Math.min(1, to / from);
  const width = crossings / gain;
  for (let frame = start; frame < end; frame++) {
    const place = (frame * from) / to - first;
    const low = Math.max(0, Math.ceil(place - width));
    const high = Math.min(frames - 1, Math.floor(place + width));
    for (let near = low; near <= high; near++) {
      const t = Math.abs(near - place) * gain * resolution;
      const step = Math.floor(t);
      const weight = gain * (table[step]! + (t - step) * (table[step + 1]! - table[step]!));
      for (let channel = 0; channel < channels; channel++) into[(frame - start) * channels + channel]! += weight * values[near * channels + channel]!;
    }
  }
  return into.map((value) => Math.min(1, Math.max(-1, value)));
}
