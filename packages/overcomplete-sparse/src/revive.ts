import type { NamedArrays, NdArray } from '@hourglass/core';

/** Length of a revived unit's row of the encoder's kernel, in the mean length of the living ones'. */
const faint = 0.2;

/**
 * Dead units set anew, in what `resample` watched: the first takes the direction of the first residual, and so on.
 *
 * @param values parameters, states and the optimiser's slots by name
 * @param dead the places of the units
 * @returns those that change, copied
 */
export function revive(values: NamedArrays, dead: readonly number[]): NamedArrays {
  const names = Object.keys(values);
  const encoder = names.find((name) => /^encoder\/\d+\/kernel$/.test(name))!; // [size, units]
  const decoder = names.find((name) => /^decoder\/\d+\/kernel$/.test(name))!; // [units, size]
  const bias = encoder.replace(/kernel$/, 'bias');
  const [size, units] = values[encoder]!.shape as [number, number];
  const { data: centre } = values['penalty/resample/centre']!;
  const living = Array.from({ length: units }, (_, unit) => unit).filter((unit) => !dead.includes(unit));

  const column = (unit: number): number[] => Array.from({ length: size }, (_, i) => values[encoder]!.data[i * units + unit]!);
  const row = ({ data }: NdArray, unit: number): number[] => Array.from(data.subarray(unit * size, (unit + 1) * size));
  const mean = (lengths: number[]): number => (lengths.length ? lengths.reduce((a, b) => a + b, 0) / lengths.length : 1);
  const encoderLength = faint * mean(living.map((unit) => length(column(unit))));
  const decoderLength = mean(living.map((unit) => length(row(values[decoder]!, unit))));

  const changed = Object.fromEntries(
    names
      .filter((name) => [encoder, decoder, bias].some((end) => name.endsWith(end)) || name === 'penalty/resample/idle')
      .map((name) => [name, { data: values[name]!.data.slice(), shape: values[name]!.shape }]),
  );
  dead.forEach((unit, place) => {
    const residual = row(values['penalty/resample/residuals']!, place);
    const scale = 1 / (length(residual) || 1);
    const towardsCentre = residual.reduce((sum, x, i) => sum + encoderLength * scale * x * centre[i]!, 0);
    for (const [name, { data }] of Object.entries(changed)) {
      const slot = name.startsWith('optimiser/');
      if (name.endsWith(encoder)) residual.forEach((x, i) => (data[i * units + unit] = slot ? 0 : encoderLength * scale * x));
      else if (name.endsWith(decoder)) residual.forEach((x, i) => (data[unit * size + i] = slot ? 0 : decoderLength * scale * x));
      else data[unit] = name === bias ? -towardsCentre : 0;
    }
  });
  return changed;
}

const length = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
