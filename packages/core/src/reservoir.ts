import type { Seed } from './seed.js';

/** Some values of a stream, each of which had the same chance. */
export interface Reservoir {
  add(value: number): void;
  values(): Float32Array;
}

/** All values of a stream up to `size`, else a uniform sample of as many (Li's algorithm L, 1994, which skips what it does not take). */
export function reservoir(size: number, seed: Seed): Reservoir {
  const { next } = seed.stream();
  const uniform = (): number => (next(2 ** 30) + 0.5) / 2 ** 30;
  let values = new Float32Array(Math.min(size, 1024));
  let seen = 0;
  let weight = 1;
  let taken = size - 1; // the place in the stream of the value to be taken next, once the sample is full
  const skip = (): void => {
    weight *= Math.exp(Math.log(uniform()) / size);
    taken += Math.floor(Math.log(uniform()) / Math.log1p(-weight)) + 1;
  };
  return {
    add(value) {
      if (seen < size) {
        if (seen === values.length) values = grown(values, Math.min(size, 2 * values.length));
        values[seen] = value;
        if (seen === size - 1) skip();
      } else if (seen === taken) {
        values[next(size)] = value;
        skip();
      }
      seen++;
    },
    values: () => values.slice(0, Math.min(seen, size)),
  };
}

function grown(values: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const longer = new Float32Array(length);
  longer.set(values);
  return longer;
}
