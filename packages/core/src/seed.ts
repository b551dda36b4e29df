import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * Where all randomness comes from: one number, and streams keyed by names. `seed.fork('shuffle').fork(3)` is always the
 * same stream, whatever else was drawn before, so a run can be continued from its step alone.
 */
export interface Seed {
  /** An unsigned 32-bit number, equal for equal names; what TensorFlow.js's initialisers take as their `seed`. */
  readonly value: number;
  /** The seed of this name below this one. */
  fork(name: string | number): Seed;
  /** A fresh stream of this seed: `next(below)` is a whole number from 0 to `below - 1`. */
  stream(): { next(below: number): number };
}

/**
 * Makes the seed of a run.
 *
 * @param seed any whole number
 */
export const createSeed = (seed: number): Seed => fromKey(mix(0x9e3779b9, String(seed)));

function fromKey(value: number): Seed {
  return {
    value,
    fork: (name) => fromKey(mix(value, typeof name === 'number' ? `#${name}` : name)),
    stream: () => {
      const generator = xoroshiro128plus(value | 0);
      return { next: (below) => uniformInt(generator, 0, below - 1) };
    },
  };
}

/** MurmurHash3's 32-bit mixing (Appleby, 2011) of a name's characters into a key. */
function mix(key: number, name: string): number {
  let hash = key;
  for (let i = 0; i < name.length; i++) {
    const block = Math.imul(name.charCodeAt(i), 0xcc9e2d51);
    hash ^= Math.imul((block << 15) | (block >>> 17), 0x1b873593);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= name.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The whole numbers from 0 to `size - 1` in a random order (Fisher–Yates). */
export function permutation(size: number, seed: Seed): Int32Array {
  const order = new Int32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  const { next } = seed.stream();
  for (let i = size - 1; i > 0; i--) {
    const j = next(i + 1);
    const swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
  return order;
}
