/** One axis along which a window (of a pooling, or a filter) moves over an input. */
export interface WindowAxis {
  readonly input: number;
  readonly output: number;
  /** Taps of the window, and the step between two of them. */
  readonly taps: number;
  readonly dilation: number;
  readonly stride: number;
  /** How far before the input the first window begins. */
  readonly before: number;
}

/** Depth, height and width; a window in the plane has a depth of one. */
export type WindowAxes = readonly [depth: WindowAxis, height: WindowAxis, width: WindowAxis];

export const flat: WindowAxis = { input: 1, output: 1, taps: 1, dilation: 1, stride: 1, before: 0 };
