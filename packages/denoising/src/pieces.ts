/** A piece along one axis. */
export interface Piece {
  /** Its first place; negative where it begins before the axis does. */
  readonly start: number;
  /** How much each of its places counts; those of all pieces add up to 1 at every place of the axis. */
  readonly weights: Float64Array;
}

/**
 * Pieces of one length that cover an axis; it lies in the middle of what they cover. They fade into each other by squared sines,
 * which with half a piece in common is the window of Hann. An axis no longer than a piece is covered by one.
 *
 * @param overlap the share of a piece that the next covers too, from 0 to 0.5
 */
export function piecesOf(length: number, piece: number, overlap: number): readonly Piece[] {
  if (length <= piece) return [{ start: -Math.floor((piece - length) / 2), weights: new Float64Array(piece).fill(1) }];
  const shared = Math.floor(overlap * piece);
  const step = piece - shared;
  const count = Math.ceil((length + 2 * Math.floor(shared / 2) - shared) / step); // reaching half an overlap beyond both ends
  const before = Math.floor((count * step + shared - length) / 2);
  const starts = Array.from({ length: count }, (_, i) => i * step - before);

  const fade = Float64Array.from({ length: piece }, (_, i) => {
    const fromEnd = Math.min(i, piece - 1 - i);
    return fromEnd < shared ? Math.sin((Math.PI / 2) * ((fromEnd + 0.5) / shared)) ** 2 : 1;
  });
  const sums = new Float64Array(length);
  for (const start of starts) fade.forEach((weight, i) => { if (start + i >= 0 && start + i < length) sums[start + i]! += weight; });
  return starts.map((start) => ({ start, weights: fade.map((weight, i) => weight / (sums[start + i] ?? 1)) }));
}

/** The place that stands for one beyond an axis, which is mirrored at its first and last place. */
export function mirrored(place: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const within = ((place % period) + period) % period;
  return within < length ? within : period - within;
}
