import { randomKernels, type RandomKernels } from './random-kernels.js';
import { ziggurat } from './ziggurat.js';

const tables = /* @__PURE__ */ ziggurat();
const { heights, insides, scales, tailStart } = tables;

let made: { readonly kernels: RandomKernels | undefined } | undefined;
/** The same in WebAssembly, compiled when it is first needed. */
const kernels = (): RandomKernels | undefined => (made ??= { kernels: randomKernels(tables) }).kernels;

/** The state of a generator: a, b, c and its counter. */
type State = Int32Array;

/** sfc32 (Doty-Humphrey, PractRand) started from one number; the first 16 numbers, still alike, are dropped. */
function start(seed: number): State {
  const state = Int32Array.of(seed, seed ^ 0x9e3779b9, 0x243f6a88, 1);
  for (let i = 0; i < 16; i++) next(state);
  return state;
}

/** The next 32 bits, with a sign. */
function next(state: State): number {
  const b = state[1]!;
  const c = state[2]!;
  const bits = (state[0]! + b + state[3]!) | 0;
  state[0] = b ^ (b >>> 9);
  state[1] = (c + (c << 3)) | 0;
  state[2] = (((c << 21) | (c >>> 11)) + bits) | 0;
  state[3] = (state[3]! + 1) | 0;
  return bits;
}

/**
 * Fills an array with independent draws from [0, 1), multiples of 2⁻²⁴; the same for the same seed everywhere.
 *
 * @param seed a whole number; its lowest 32 bits count
 */
export const fillUniform = (seed: number, out: Float32Array): void => { (kernels()?.uniform ?? plainUniform)(seed, out); };

/** `fillUniform` without WebAssembly. */
export function plainUniform(seed: number, out: Float32Array): void {
  const state = start(seed);
  for (let i = 0; i < out.length; i++) out[i] = (next(state) >>> 8) * 2 ** -24;
}

/**
 * Fills an array with independent draws from the standard normal distribution, by a ziggurat whose layer and position
 * come from different bits of one number.
 *
 * @param seed a whole number; its lowest 32 bits count
 */
export const fillNormal = (seed: number, out: Float32Array): void => { (kernels()?.normal ?? plainNormal)(seed, out); };

/** `fillNormal` without WebAssembly. */
export function plainNormal(seed: number, out: Float32Array): void {
  const state = start(seed);
  for (let i = 0; i < out.length; i++) {
    let x: number;
    do {
      const bits = next(state);
      const layer = bits & 255;
      const position = bits >> 8; // 24 bits with a sign
      x = position * scales[layer]!;
      if (Math.abs(position) >= insides[layer]!) x = layer === 0 ? tail(state, position) : underCurve(state, layer, x);
    } while (Number.isNaN(x)); // rejected
    out[i] = x;
  }
}

/** From (0, 1), so that its logarithm is finite. */
const open = (state: State): number => ((next(state) >>> 0) + 0.5) * 2 ** -32;

/** A draw beyond the base layer (Marsaglia, 1964), on the side of `sign`. */
function tail(state: State, sign: number): number {
  for (;;) {
    const x = -Math.log(open(state)) / tailStart;
    const y = -Math.log(open(state));
    if (2 * y > x * x) return sign < 0 ? -tailStart - x : tailStart + x;
  }
}

/** x where a random height of its layer lies under the curve, else NaN. */
function underCurve(state: State, layer: number, x: number): number {
  const low = heights[layer]!;
  const height = low + open(state) * (heights[layer + 1]! - low);
  return height < Math.exp(-0.5 * x * x) ? x : NaN;
}
