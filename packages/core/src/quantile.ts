/**
 * A quantile of sorted values, between the two nearest in proportion (type 7 of Hyndman & Fan, 1996; NumPy's default).
 *
 * @param sorted rising
 * @param share from 0, the least value, to 1, the greatest
 * @returns 0 where there are no values
 */
export function quantile(sorted: Float32Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}
