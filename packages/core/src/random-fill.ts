import { randomKernels, type RandomKernels } from './random-kernels.js';

let made: { readonly kernels: RandomKernels | undefined } | undefined;
/** The same in WebAssembly, compiled when it is first needed. */
const kernels = (): RandomKernels | undefined => (made ??= { kernels: randomKernels() }).kernels;

/** The state of a generator: a, b, c and its counter. */
type State = Int32Array;

/** Generators that take turns, so that one instruction can serve all. */
const origins = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]; // the first digits of π
const lanes = origins.length;

/** sfc32 (Doty-Humphrey, PractRand), several started from one number; the first 16 numbers of each, still alike, are dropped. */
function start(seed: number): State[] {
  const states = origins.map((origin) => Int32Array.of(seed, seed ^ 0x9e3779b9, origin, 1));
  for (const state of states) for (let i = 0; i < 16; i++) next(state);
  return states;
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
  const states = start(seed);
  for (let i = 0; i < out.length; i++) out[i] = (next(states[i % lanes]!) >>> 8) * 2 ** -24;
}

/**
 * Fills an array with independent draws from the standard normal distribution, the same for the same seed everywhere; none is
 * further from 0 than 6.8.
 *
 * @param seed a whole number; its lowest 32 bits count
 */
export const fillNormal = (seed: number, out: Float32Array): void => { (kernels()?.normal ?? plainNormal)(seed, out); };

/** `fillNormal` without WebAssembly: the transformation of Box & Muller (1958), each operation rounded to single precision. */
export function plainNormal(seed: number, out: Float32Array): void {
  const states = start(seed);
  for (let begin = 0; begin < out.length; begin += 2 * lanes) {
    const radii = states.map((state) => radius(next(state)));
    states.forEach((state, lane) => {
      const bits = next(state);
      const [x, y] = direction(bits);
      out[begin + lane] = radii[lane]! * x;
      out[begin + lanes + lane] = radii[lane]! * y; // beyond the end of an array, nothing is written
    });
  }
}

const f = Math.fround;

/** c₀·xⁿ + c₁·xⁿ⁻¹ + … */
const polynomial = (x: number, coefficients: readonly number[]): number =>
  coefficients.reduce((sum, coefficient) => f(f(sum * x) + f(coefficient)));

const single = new Float32Array(1);
const singleBits = new Int32Array(single.buffer);
const leastMantissa = 0x3f3504f3; // √½

/** √(−2 ln u) of a uniform u, with the polynomials of Cephes (Moshier), as those below. */
function radius(bits: number): number {
  single[0] = f(f(bits >>> 0) * 2 ** -32) + f(2 ** -33);
  const exponent = (singleBits[0]! - leastMantissa) >> 23;
  singleBits[0]! -= exponent << 23;
  const x = f(single[0] - 1);
  const square = f(x * x);
  const cubic = f(f(polynomial(x, logarithm) * x) * square);
  const rest = f(f(cubic + f(exponent * f(-2.1219444e-4))) - f(square * 0.5));
  return f(Math.sqrt(f(f(f(x + rest) + f(exponent * 0.693359375)) * -2)));
}

/** The cosine and the sine of an angle: two bits choose its quadrant, the others where it lies there. */
function direction(bits: number): readonly [number, number] {
  const theta = f(f(bits << 2) * f(Math.PI / 2 ** 33));
  const square = f(theta * theta);
  const s = f(theta + f(f(polynomial(square, sine) * square) * theta));
  const c = f(f(f(f(polynomial(square, cosine) * square) * square) + 1) - f(square * 0.5));
  return ([[c, s], [-s, c], [-c, -s], [s, -c]] as const)[bits >>> 30]!;
}

const logarithm = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1,
  -2.4999993993e-1, 3.3333331174e-1,
].map(f);
const sine = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(f);
const cosine = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(f);
