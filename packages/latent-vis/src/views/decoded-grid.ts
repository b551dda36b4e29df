import type { Decoding } from './decoding.js';
import { stacked } from './decoding.js';
import type { Grid, GridAxis } from './grid.js';

interface Plane extends Pick<Grid, 'range'> {
  readonly x: GridAxis;
  readonly y: GridAxis;
  /** The code at a place of the plane. */
  codeAt(x: number, y: number): ArrayLike<number>;
}

/** What the codes of a plane decode to. */
export async function decodedGrid(model: Decoding, { x, y, range, codeAt }: Plane): Promise<Grid> {
  const codes = y.values.toReversed().flatMap((up) => x.values.map((across) => codeAt(across, up)));
  return { kind: 'grid', images: await model.decode(stacked(codes)), x, y, range };
}

/** From the first value to the last in equal steps; the middle where there is one. */
export const evenly = (count: number, [first, last]: readonly [number, number]): number[] =>
  Array.from({ length: count }, (_, i) => (count === 1 ? (first + last) / 2 : first + ((last - first) * i) / (count - 1)));
