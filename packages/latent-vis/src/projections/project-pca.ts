import { InvalidDataError, pca, yieldToHost, type NdArray, type Pca } from '@hourglass/core';
import type { CodeSet } from '../views/code-set.js';
import type { Scatter } from '../views/scatter.js';
import { variancesOf } from '../views/units.js';
import { checkCodes, type CheckedCodes } from './check-codes.js';

/**
 * Codes seen along the two directions in which they vary most: the linear map that loses least. Runs on the current
 * backend of TensorFlow.js.
 *
 * @param set codes `[count, units]` of at least 2 samples, and what is known of these, which the view keeps
 * @returns points whose axes say what share of the variance they show; where codes do not vary in a second direction, its
 *   values are 0
 * @throws InvalidDataError for fewer than 2 samples, or codes that are not finite
 */
export async function projectPca({ codes, ...known }: CodeSet): Promise<Scatter> {
  const checked = checkCodes('projectPca', codes);
  const { count, units } = checked;
  if (count < 2) throw new InvalidDataError('projectPca: expected at least 2 samples, received 1.');
  const fitted = await pca(codes, { components: Math.min(2, units) });
  const total = variancesOf(checked).reduce((sum, variance) => sum + variance, 0);
  const axis = (i: number): string => `PCA ${i + 1} (${percent(total > 0 ? (fitted.variances[i] ?? 0) / total : 0)})`;
  return { kind: 'scatter', points: await transformed(checked, fitted), axes: [axis(0), axis(1)], ...known };
}

/** Some thousand codes at a time, each given two numbers. */
async function transformed({ data, count, units }: CheckedCodes, { transform }: Pca): Promise<NdArray<Float32Array>> {
  const points = new Float32Array(2 * count);
  const rest = yieldToHost(20);
  for (let start = 0; start < count; start += 1024) {
    const rows = data.subarray(start * units, (start + 1024) * units);
    const { data: values, shape: [size = 0, components = 0] } = transform({ data: rows, shape: [rows.length / units, units] });
    for (let i = 0; i < size; i++)
      for (let axis = 0; axis < components; axis++) points[2 * (start + i) + axis] = values[i * components + axis]!;
    await rest();
  }
  return { data: points, shape: [count, 2] };
}

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
