/** The largest |value|; 0 of none, and NaN does not count. */
export function largestMagnitude(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}
