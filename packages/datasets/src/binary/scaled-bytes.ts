import type { Range } from '@hourglass/core';
import { byteFloats } from '../byte-floats.js';

/** What makes bytes from 0 to 255 into floats of a range. */
export function scaledBytes([low, high]: Range): (bytes: Uint8Array, floats: Float32Array) => void {
  if (low === 0 && high === 1) return byteFloats;
  const scaled = Float32Array.from({ length: 256 }, (_, byte) => low + (byte * (high - low)) / 255);
  return (bytes, floats) => {
    for (let i = 0; i < bytes.length; i++) floats[i] = scaled[bytes[i]!]!;
  };
}
