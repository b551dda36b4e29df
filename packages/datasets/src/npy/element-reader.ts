import { sizeOf, type Shape } from '@hourglass/core';
import { elementTypes } from '../binary/element-type.js';
import type { StoredSamples } from '../binary/stored-samples.js';
import { readInto } from '../byte-source.js';
import type { NpyHeader } from './npy-header.js';

/** Bytes of samples that are read together where each of their values is in another place. */
const gatheredBytes = 16 * 2 ** 20;

/** Reads the values of samples, in C order whatever the order of the file; in Fortran's, with one read for each value of a sample. */
export function elementReader({ type, isFortran, shape, start }: NpyHeader): Pick<StoredSamples, 'read' | 'atOnce'> {
  const [size = 1, ...axes] = shape;
  const width = sizeOf(axes);
  const { bytes: elementBytes } = elementTypes[type];
  if (!isFortran) return { read: (bytes, first, into) => readInto(bytes, start + first * width * elementBytes, into) };
  const places = placesOfColumns(axes);
  return {
    atOnce: Math.ceil(gatheredBytes / (width * elementBytes)),
    read: async (bytes, first, into) => {
      const column = new Uint8Array(into.length / width);
      for (const [number, place] of places.entries()) {
        await readInto(bytes, start + (number * size + first) * elementBytes, column);
        scatter(column, into, { elementBytes, place, width });
      }
    },
  };
}

/** For each value of a sample in Fortran's order, its place in C order. */
function placesOfColumns(axes: Shape): Int32Array {
  const places = new Int32Array(sizeOf(axes));
  const at = axes.map(() => 0);
  for (let column = 0; column < places.length; column++) {
    places[column] = at.reduce((place, index, axis) => place * axes[axis]! + index, 0);
    for (let axis = 0; axis < at.length; axis++) {
      at[axis] = (at[axis]! + 1) % axes[axis]!;
      if (at[axis] !== 0) break;
    }
  }
  return places;
}

interface Column {
  readonly elementBytes: number;
  /** Where the column is in each row. */
  readonly place: number;
  readonly width: number;
}

/** Writes the elements of a column, each to its row. */
function scatter(column: Uint8Array, rows: Uint8Array, { elementBytes, place, width }: Column): void {
  const wordBytes = Math.min(4, elementBytes);
  const each = elementBytes / wordBytes;
  const from = words(column, wordBytes);
  const to = words(rows, wordBytes);
  for (let i = 0, at = place * each; i < from.length; i += each, at += width * each) {
    to[at] = from[i]!;
    if (each === 2) to[at + 1] = from[i + 1]!;
  }
}

function words({ buffer, byteOffset, byteLength }: Uint8Array, wordBytes: number): Uint8Array | Uint16Array | Uint32Array {
  if (wordBytes === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  return wordBytes === 2 ? new Uint16Array(buffer, byteOffset, byteLength / 2) : new Uint32Array(buffer, byteOffset, byteLength / 4);
}
