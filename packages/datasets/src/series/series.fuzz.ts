import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { series } from './series.js';

const files = [
  'timestamp,value\n2024-01-01 00:00:00,1\n2024-01-01 00:05:00,2.5\n2024-01-01 00:10:00,-3e1\n2024-01-01 00:15:00,4\n',
  'a,b\n1,2\n3,4\n5,6\n',
];

const read = async (bytes: Uint8Array) => allBatches(await series(bytes, { window: 2 }));

/** Whether every value stands in the text. */
function agrees(bytes: Uint8Array, batches: Awaited<ReturnType<typeof read>>): boolean {
  const numbers = new TextDecoder().decode(bytes).split(/[^0-9eE+.-]+/).filter((cell) => cell !== '').map((cell) => Math.fround(Number(cell)));
  return batches.every(({ clean }) => Array.from(clean.data).every((value) => numbers.includes(value)));
}

export const targets: readonly FuzzTarget<Awaited<ReturnType<typeof read>>>[] = [
  { name: 'series', valid: () => files.map((text) => new TextEncoder().encode(text)), read, agrees },
];
