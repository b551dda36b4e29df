/**
 * The whole numbers below `count` in an order whose every run is spread over all of them (steps of the golden ratio), so that
 * what is drawn later covers no class more than another where the samples come sorted by class.
 */
export function interleaved(count: number): Uint32Array {
  let step = Math.max(1, Math.round(count * 0.6180339887));
  while (divisor(step, count) > 1) step++;
  const order = new Uint32Array(count);
  for (let i = 1; i < count; i++) order[i] = (order[i - 1]! + step) % count;
  return order;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
