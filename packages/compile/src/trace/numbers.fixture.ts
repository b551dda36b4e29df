/** Numbers between −2 and 2 of a linear congruential generator; neither sorted nor repeated. */
export function numbers(count: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return (state / 2 ** 32) * 4 - 2;
  });
}
