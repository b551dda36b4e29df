import type { CheckedCodes } from './check-codes.js';

/** The codes without the units that are the same in all, on which no distance depends; most of a sparse code may be such. */
export function varyingUnits({ data, count, units }: CheckedCodes): CheckedCodes {
  const varies = new Uint8Array(units);
  data.forEach((value, i) => (varies[i % units]! |= Number(value !== data[i % units])));
  const kept = Array.from(varies.keys()).filter((unit) => varies[unit]);
  if (kept.length === units) return { data, count, units };
  const rest = new Float32Array(count * kept.length);
  for (let row = 0; row < count; row++) kept.forEach((unit, i) => (rest[row * kept.length + i] = data[row * units + unit]!));
  return { data: rest, count, units: kept.length };
}
