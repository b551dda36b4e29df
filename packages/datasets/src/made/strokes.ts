/** A point of a skeleton: x to the right and y down, the box of the sign being [0, 1] × [0, 1]. */
export type Point = readonly [x: number, y: number];

/**
 * A pen's way from touching to leaving the paper, smooth through every point. A point given twice in a row is a corner; a
 * stroke that ends on its first point is a closed curve without one.
 */
export type Stroke = readonly Point[];

/** The strokes of a sign, written as their points in hundredths, `/` where the pen is lifted. */
export const strokesOf = (way: string): Stroke[] =>
  way.split(' / ').map((stroke) =>
    stroke.split(' ').map((point): Point => {
      const [x, y] = point.split(',').map(Number);
      return [x! / 100, y! / 100];
    }),
  );

/** Strokes with each point moved. */
export const moved = (strokes: readonly Stroke[], move: (point: Point) => Point): Stroke[] => strokes.map((stroke) => stroke.map(move));

/** The middle of the box around strokes. */
export function middleOf(strokes: readonly Stroke[]): Point {
  const middle = (axis: 0 | 1): number => {
    const values = strokes.flatMap((stroke) => stroke.map((point) => point[axis]));
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  return [middle(0), middle(1)];
}
