import { sizeOf, type Batch } from '@hourglass/core';
import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { npy } from './npy.js';
import { writeNpy } from './write-npy.js';

/** A file of every kind of number, 3 samples of 2 values, in either order. */
const files = ['|b1', '|u1', '|i1', '<u2', '>i2', '>u4', '<i4', '<u8', '>i8', '<f2', '>f2', '>f4', '<f8'].map((descr, i) => {
  const length = 6 * Number(descr[2]);
  const text = `{'descr': '${descr}', 'fortran_order': ${i % 2 ? 'True' : 'False'}, 'shape': (3, 2), }\n`;
  const bytes = new Uint8Array(10 + text.length + length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0, ...new TextEncoder().encode(text)]);
  for (let place = 0; place < length; place += Number(descr[2])) bytes[10 + text.length + place + (descr.startsWith('>') ? Number(descr[2]) - 1 : 0)] = place + 1;
  return bytes;
});

/** What the bytes say, found by turning the header into JSON and reading value by value. */
function plainNpy(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = bytes[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
  const text = new TextDecoder('latin1').decode(bytes.subarray(bytes[6] === 1 ? 10 : 12, start));
  const json = text.replaceAll('\f', ' ').replaceAll("'", '"').replace('True', 'true').replace('False', 'false').replace('(', '[').replace(')', ']');
  const { descr, fortran_order, shape } = JSON.parse(json.replace(/L/g, '').replace(/,\s*([\]}])/g, '$1').replace(/\b0+(?=\d)/g, '')) as { descr: string; fortran_order: boolean; shape: number[] };
  const width = Number(descr.slice(2));
  const count = sizeOf(shape);
  if (start + count * width !== bytes.length) throw new Error('the size is another');
  return Array.from({ length: count }, (_, place) => {
    const at = start + width * (fortran_order ? fortranPlace(place, shape) : place);
    const little = bytes.slice(at, at + width);
    return numberOf(descr[1]!, descr.startsWith('>') ? little.reverse() : little);
  });
}

function fortranPlace(place: number, shape: readonly number[]): number {
  let [rest, result] = [place, 0];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    result += (rest % shape[axis]!) * sizeOf(shape.slice(0, axis));
    rest = Math.floor(rest / shape[axis]!);
  }
  return result;
}

/** The float32 that a number's bytes, the lowest first, stand for. */
function numberOf(kind: string, bytes: Uint8Array): number {
  const bits = bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const width = 8 * bytes.length;
  if (kind === 'b') return bits === 0n ? 0 : 1;
  if (kind === 'u') return Math.fround(width === 8 ? Number(bits) / 255 : Number(bits));
  if (kind === 'i') return Math.fround(Number(BigInt.asIntN(width, bits)));
  const [exponentBits, fractionBits] = ({ 16: [5, 10], 32: [8, 23], 64: [11, 52] } as Record<number, [number, number]>)[width]!;
  const fraction = Number(BigInt.asUintN(fractionBits, bits)) / 2 ** fractionBits;
  const exponent = Number(BigInt.asUintN(exponentBits, bits >> BigInt(fractionBits)));
  const bias = 2 ** (exponentBits - 1) - 1;
  const sign = bits >> BigInt(width - 1) ? -1 : 1;
  return Math.fround(sign * (exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias)));
}

/** Whether the batches hold what the bytes say. */
function agreesWithNpy(bytes: Uint8Array, batches: readonly Batch[]): boolean {
  const found = batches.flatMap(({ clean }) => [...clean.data]);
  const said = plainNpy(bytes);
  return found.length === said.length && found.every((value, i) => value === said[i]);
}

export const targets: readonly FuzzTarget[] = [
  {
    name: 'npy',
    valid: () => [...files, writeNpy({ data: Float32Array.of(0.5, -2, 3, 1e9), shape: [1, 2, 2] })],
    read: async (bytes) => allBatches(await npy(bytes)),
    agrees: (bytes, batches) => agreesWithNpy(bytes, batches as readonly Batch[]),
  },
];
