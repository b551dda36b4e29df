import type { WindowAxes, WindowAxis } from './window-axis.js';

interface Hit {
  readonly input: number;
  readonly output: number;
  readonly tap: number;
}

/** The filter taps that lie on the input, as indices of pixels and taps: each base plus each triple of the plane. */
export interface FilterTaps {
  /** Where each image, and each pair of an input plane and an output plane, begins. */
  readonly bases: readonly Hit[];
  /** Within a plane: input pixel, output pixel, tap; input pixel, output pixel, tap; … */
  readonly plane: Int32Array;
}

/** The taps along one axis that lie on the input, for every position of the window. */
const hits = ({ input: size, output: positions, taps, dilation, stride, before }: WindowAxis): Hit[] => {
  const found: Hit[] = [];
  for (let output = 0; output < positions; output++) {
    for (let tap = 0; tap < taps; tap++) {
      const input = output * stride + tap * dilation - before;
      if (input >= 0 && input < size) found.push({ input, output, tap });
    }
  }
  return found;
};

/** A list, not a callback for each tap, so that the loops of the kernels compile to plain loops. */
export const filterTaps = (batch: number, [depth, height, width]: WindowAxes): FilterTaps => {
  const planes = hits(depth);
  const columns = hits(width);
  const bases = Array.from({ length: batch }, (_, sample) =>
    planes.map(({ input, output, tap }) => ({
      input: (sample * depth.input + input) * height.input * width.input,
      output: (sample * depth.output + output) * height.output * width.output,
      tap: tap * height.taps * width.taps,
    })),
  );
  const plane = hits(height).flatMap((row) =>
    columns.flatMap(({ input, output, tap }) => [
      row.input * width.input + input,
      row.output * width.output + output,
      row.tap * width.taps + tap,
    ]),
  );
  return { bases: bases.flat(), plane: Int32Array.from(plane) };
};
