import { InvalidDataError, type Shape } from '@hourglass/core';

/** How the values of one sample become pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** The place of a pixel's first value in the sample; beyond its end, the pixel stays empty. */
  offset(row: number, column: number): number;
}

/** The longest vector drawn as one strip; longer ones are folded into a square. */
const longestStrip = 32;

/**
 * Lays out a sample: `[height, width]` and `[height, width, 1 or 3]` as an image, `[size]` and `[size, 1]` as a strip
 * or, if long, as rows of a square, so that a flattened square image is seen as that image.
 */
export function layoutOf(name: string, shape: Shape): Layout {
  const axes = shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
  const [first, second, channels = 1] = axes;
  if (axes.length === 1) return first! <= longestStrip ? strip(first!) : square(first!);
  if (first === undefined || second === undefined || axes.length > 3 || (channels !== 1 && channels !== 3))
    throw new InvalidDataError(
      `${name}: expected samples of shape [height, width], [height, width, 1 or 3] or [size], received ` +
        `[${shape.join(', ')}]. Bring them into one of these shapes, such as one channel at a time.`,
    );
  return { height: first, width: second, channels, offset: (row, column) => (row * second + column) * channels };
}

const strip = (size: number): Layout => ({
  width: size,
  height: Math.ceil(size / 4),
  channels: 1,
  offset: (_row, column) => column,
});

function square(size: number): Layout {
  const width = Math.ceil(Math.sqrt(size));
  return { width, height: Math.ceil(size / width), channels: 1, offset: (row, column) => row * width + column };
}
