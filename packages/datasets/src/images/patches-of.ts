import { InvalidDataError } from '@hourglass/core';

/** A rectangle of an image, in pixels from its top left corner. */
interface Patch {
  readonly y: number;
  readonly x: number;
  readonly height: number;
  readonly width: number;
}

/** The patches of an image, row by row. */
export interface Patches {
  readonly length: number;
  /** How many of the patches after one share pixels with it, from the next to the last that does. */
  readonly overlap: number;
  at(number: number): Patch;
}

export interface PatchOptions {
  readonly patch: readonly [height: number, width: number];
  /** Pixels from one patch to the next; default the size of a patch. */
  readonly step: readonly [down: number, across: number] | undefined;
  /** What errors call the image. */
  readonly name: string;
}

/**
 * Where the whole patches of an image lie.
 *
 * @throws InvalidDataError where the image is smaller than one
 */
export function patchesOf([height, width]: readonly [number, number], { patch, step = patch, name }: PatchOptions): Patches {
  const rows = Math.floor((height - patch[0]) / step[0]) + 1;
  const columns = Math.floor((width - patch[1]) / step[1]) + 1;
  if (rows < 1 || columns < 1)
    throw new InvalidDataError(`${name}: expected an image of ${patch[1]} × ${patch[0]} pixels or more, received ${width} × ${height}. Give smaller patches, or leave it out.`);
  const [below, beside] = [Math.ceil(patch[0] / step[0]) - 1, Math.ceil(patch[1] / step[1]) - 1]; // how far off one still shares pixels
  return {
    length: rows * columns,
    overlap: Math.min(below, rows - 1) * columns + Math.min(beside, columns - 1),
    at: (number) => ({ y: Math.floor(number / columns) * step[0], x: (number % columns) * step[1], height: patch[0], width: patch[1] }),
  };
}
