import type { Dataset, Range } from '@hourglass/core';
import { withFoundRange } from '../with-range.js';
import { decoder, type Decode, type ElementName } from './element-type.js';
import { scaledBytes } from './scaled-bytes.js';

export interface Decoding {
  /** None where the bytes are floats as they lie. */
  readonly decode?: Decode;
  readonly range: Range;
}

/** The range until it is found. */
const unknown: Range = [-Infinity, Infinity];

/** How numbers of a type become the values of samples: bytes are scaled to the range, others are taken as they are. */
export function decoding(type: ElementName, isLittleEndian: boolean, range?: Range): Decoding {
  if (type === 'uint8') return { decode: scaledBytes(range ?? [0, 1]), range: range ?? [0, 1] };
  if (type === 'float32' && isLittleEndian) return { range: range ?? unknown };
  return { decode: decoder(type, isLittleEndian), range: range ?? (type === 'bool' ? [0, 1] : unknown) };
}

/** The dataset with its range, which takes a pass over it where `decoding` could not tell. */
export const rangeKnown = async (data: Dataset): Promise<Dataset> => (data.info.range === unknown ? withFoundRange(data) : data);
