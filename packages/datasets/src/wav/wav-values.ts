import { InvalidDataError } from '@hourglass/core';
import type { WavFormat } from './wav-format.js';

/**
 * The values of some frames, from −1 to 1.
 *
 * @param bytes of whole frames, as they are stored
 * @returns `[frames, channels]`
 * @throws InvalidDataError where floats are not finite or lie beyond −1 and 1
 */
export function wavValues(bytes: Uint8Array, { isFloat, width }: Pick<WavFormat, 'isFloat' | 'width'>): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.length / width);
  const read = isFloat ? floatReader(view, width) : pcmReader(view, width);
  for (let i = 0; i < values.length; i++) values[i] = read(i * width);
  const bad = isFloat ? values.findIndex((value) => !(value >= -1 && value <= 1)) : -1;
  if (bad >= 0) throw new InvalidDataError(`Expected values from -1 to 1, received ${values[bad]}. Make the recording quieter, or save it as PCM.`);
  return values;
}

const floatReader = (view: DataView, width: number) => (offset: number): number =>
  width === 4 ? view.getFloat32(offset, true) : view.getFloat64(offset, true);

/** Whole numbers, of which those of 8 bits have no sign. */
function pcmReader(view: DataView, width: number): (offset: number) => number {
  if (width === 1) return (offset) => (view.getUint8(offset) - 128) / 2 ** 7;
  if (width === 2) return (offset) => view.getInt16(offset, true) / 2 ** 15;
  if (width === 3) return (offset) => ((view.getInt8(offset + 2) << 16) | view.getUint16(offset, true)) / 2 ** 23;
  return (offset) => view.getInt32(offset, true) / 2 ** 31;
}
