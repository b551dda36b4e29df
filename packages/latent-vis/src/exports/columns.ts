import { InvalidDataError, type NdArray } from '@hourglass/core';
import { checkScatter, type Scatter } from '../views/scatter.js';

/** One column of a table, a row a point. */
export type Column =
  | { readonly name: string; readonly type: 'INT32'; readonly data: Int32Array }
  | { readonly name: string; readonly type: 'FLOAT'; readonly data: Float32Array }
  | { readonly name: string; readonly type: 'STRING'; readonly data: readonly (string | null)[] };

/**
 * The points of a map as a table: `sample`, `x`, `y`, with labels `label`, and for each unit of the codes `code0`, `code1`, ….
 * Points without a finite place are left out; the place of each in the view stays under `sample`.
 */
export function columnsOf(where: string, view: Scatter, codes?: NdArray): Column[] {
  checkScatter(view);
  const { points, labels, classes = [] } = view;
  const count = points.shape[0]!;
  if (codes && (codes.shape.length !== 2 || codes.shape[0] !== count || codes.data.length !== count * codes.shape[1]!))
    throw new InvalidDataError(`${where}: codes: expected [${count}, units], a row for each point, received [${codes.shape.join(', ')}].`);
  const units = codes?.shape[1] ?? 0;

  const { data } = points;
  const kept = Int32Array.from({ length: count }, (_, i) => i).filter((i) => Number.isFinite(data[2 * i]) && Number.isFinite(data[2 * i + 1]));
  const floats = (name: string, value: (i: number) => number): Column => ({ name, type: 'FLOAT', data: Float32Array.from(kept, value) });
  return [
    { name: 'sample', type: 'INT32', data: kept },
    floats('x', (i) => data[2 * i]!),
    floats('y', (i) => data[2 * i + 1]!),
    ...(labels ? [{ name: 'label', type: 'STRING' as const, data: Array.from(kept, (i) => classes[labels[i]!] ?? null) }] : []),
    ...Array.from({ length: units }, (_, unit) => floats(`code${unit}`, (i) => codes!.data[i * units + unit]!)),
  ];
}
