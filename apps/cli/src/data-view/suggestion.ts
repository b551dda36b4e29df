import { sizeOf } from '@hourglass/core';
import { word } from '../format.js';
import { scalerFor, type ScalerName } from '../scalers.js';
import type { DataSummary } from './data-summary.js';

/** A way to begin with data. */
export interface Suggestion {
  readonly scaler: ScalerName;
  /** What follows the name of the program. */
  readonly command: string;
}

/** Standard deviations beyond which single values would decide how all others are scaled. */
const farAway = 10;

/** A scaler and a recipe that fit the samples, to begin with. */
export function suggest(spec: string, summary: DataSummary): Suggestion {
  const scaler = scalerOf(summary);
  const width = sizeOf(summary.inputShape);
  const widths = width >= 512 ? '128' : width >= 64 ? '64' : undefined;
  const options = [
    `--data ${word(spec)}`,
    ...(widths ? [`--widths ${widths}`] : []),
    `--code-size ${codeSizeFor(width)}`,
    ...(scaler === scalerFor(summary) ? [] : [`--scaler ${scaler}`]),
    ...(summary.samples < 2000 ? ['--batch-size 32'] : []),
    `--out ${word(`out/${nameOf(spec)}`)}`,
  ];
  return { scaler, command: `train undercomplete ${options.join(' ')}` };
}

function scalerOf(summary: DataSummary): ScalerName {
  const usual = scalerFor(summary);
  if (usual === 'none' || summary.farthest <= farAway) return usual;
  return summary.found[0] >= 0 ? 'log' : 'robust';
}

/** Half of a few numbers, an eighth of many, never more than 32. */
const codeSizeFor = (width: number): number => Math.min(32, Math.max(Math.ceil(width / 8), Math.min(4, Math.ceil(width / 2))));

/** The last word of an address, without its suffix. */
const nameOf = (spec: string): string => /([^/\\]+?)(\.[^/\\]*)?[/\\]*$/.exec(spec.replace(/\?[^?]*$/, ''))?.[1] ?? 'data';
