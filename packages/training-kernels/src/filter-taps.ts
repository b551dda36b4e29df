import type { WindowAxes, WindowAxis } from './window-axis.js';

interface Hit {
  readonly input: number;
  readonly output: number;
  readonly tap: number;
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

/** Calls `visit` for each filter tap that lies on the input, with the indices of the input pixel, the dy pixel and the tap. */
export const forEachTap = (batch: number, axes: WindowAxes, visit: (inputPixel: number, dyPixel: number, tap: number) => void) => {
  const [depth, height, width] = axes;
  const [planes, rows, columns] = [hits(depth), hits(height), hits(width)];
  for (let sample = 0; sample < batch; sample++) {
    for (const plane of planes) {
      for (const row of rows) {
        const inputLine = ((sample * depth.input + plane.input) * height.input + row.input) * width.input;
        const dyLine = ((sample * depth.output + plane.output) * height.output + row.output) * width.output;
        const tapLine = (plane.tap * height.taps + row.tap) * width.taps;
        for (const { input, output, tap } of columns) visit(inputLine + input, dyLine + output, tapLine + tap);
      }
    }
  }
};
