/** Zero crossings of the sinc on each side. */
const crossings = 64;
/** The share of the lower of both bandwidths that passes; what is left is where the filter falls off. */
const passed = 0.95;
/** The Kaiser window's shape, for some 90 dB (Kaiser, 1974). */
const beta = 9.5;
/** Values of the filter from one crossing to the next, with straight lines between. */
const resolution = 512;

let filled: Float64Array | undefined;

/** sinc(t) · Kaiser window, for t from 0 to `crossings`, `resolution` values each. */
function filterTable(): Float64Array {
  filled ??= Float64Array.from({ length: crossings * resolution + 2 }, (_, i) => {
    const t = i / resolution;
    if (t === 0) return 1;
    return t < crossings ? (Math.sin(Math.PI * t) / (Math.PI * t)) * (bessel(beta * Math.sqrt(1 - (t / crossings) ** 2)) / bessel(beta)) : 0;
  });
  return filled;
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
const reach = ({ from, to }: Rates): number => (from === to ? 0 : Math.ceil((crossings * Math.max(1, from / to)) / passed));

/** What brings a recording from one rate to another. */
export interface Filter {
  readonly rates: Rates;
  /** Frames on each side that count. */
  readonly half: number;
  /** The weights of the frames around a place that lies `phase / to` behind a frame. */
  readonly weights: (phase: number) => Float64Array;
}

/** Weights that are kept; those of rates with more in common are few. */
const mostKept = 2 ** 20;

/** The filter of two rates, for any number of recordings. */
export function filterOf(rates: Rates): Filter {
  const { from, to } = rates;
  const table = filterTable();
  const gain = passed * Math.min(1, to / from);
  const half = reach(rates);
  const kept = new Map<number, Float64Array>();
  const made = (phase: number): Float64Array =>
    Float64Array.from({ length: 2 * half }, (_, k) => {
      const t = Math.abs(k + 1 - half - phase / to) * gain * resolution;
      const step = Math.min(table.length - 2, Math.floor(t));
      return gain * (table[step]! + (t - step) * (table[step + 1]! - table[step]!));
    });
  return {
    rates,
    half,
    weights: (phase) => {
      const before = kept.get(phase);
      if (before) return before;
      const weights = made(phase);
      if (kept.size * weights.length < mostKept) kept.set(phase, weights);
      return weights;
    },
  };
}

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
 * @param stretch holds the filter's `half` in frames on each side of what is asked for, where the recording has them
 * @param range the first frame at the new rate and the one behind the last
 * @returns `[end − start, channels]`, from −1 to 1
 */
export function resample({ values, channels, first }: Stretch, filter: Filter, [start, end]: readonly [start: number, end: number]): Float32Array {
  const { from, to } = filter.rates;
  if (from === to) return values.slice((start - first) * channels, (end - first) * channels);
  const into = new Float32Array((end - start) * channels);
  const frames = values.length / channels;
  for (let frame = start; frame < end; frame++) {
    const centre = Math.floor((frame * from) / to);
    const weights = filter.weights(frame * from - centre * to);
    const low = centre - first - filter.half + 1;
    const [begin, stop] = [Math.max(0, -low), Math.min(weights.length, frames - low)];
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let k = begin, near = (low + begin) * channels + channel; k < stop; k++, near += channels) sum += weights[k]! * values[near]!;
      into[(frame - start) * channels + channel] = Math.min(1, Math.max(-1, sum));
    }
  }
  return into;
}
