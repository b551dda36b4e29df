import { checkOptions, share, type Dataset } from '@hourglass/core';
import * as v from 'valibot';
import { fromRows } from '../from-rows.js';
import { drawsOf, type SampleDraws } from './draws-of.js';
import { madeEntries, madeFrom, type MadeOptions } from './made-options.js';
import { noiseStddev } from './noise-stddev.js';

/** A peak of a few values, a level that is another from some point on, a frequency that is, or a period that stays away. */
export type AnomalyKind = 'spike' | 'levelShift' | 'frequencyChange' | 'missingBeat';

export interface SinesOptions extends MadeOptions {
  /** Values a sample, from 16. Default 128. */
  readonly length?: number;
  /** The probability of an anomaly, from 0 to 1. Default 0.1. */
  readonly anomalies?: number;
  /** The kinds of anomaly, each as likely. Default all. */
  readonly kinds?: readonly AnomalyKind[];
  /** The stddev of normal noise on every value. Default 0.02. */
  readonly noise?: number;
}

/** What is wrong with a sample, and where: from value `from` up to, without, value `to`. */
export interface Anomaly {
  readonly kind: AnomalyKind;
  readonly from: number;
  readonly to: number;
}

const kindNames: readonly AnomalyKind[] = ['spike', 'levelShift', 'frequencyChange', 'missingBeat'];

const schema = v.strictObject({
  ...madeEntries,
  length: v.optional(v.pipe(v.number(), v.integer('Expected a whole number'), v.minValue(16, 'Expected at least 16')), 128),
  anomalies: v.optional(share, 0.1),
  kinds: v.optional(v.pipe(v.array(v.picklist(kindNames)), v.minLength(1, 'Expected at least one')), [...kindNames]),
  noise: v.optional(noiseStddev, 0.02),
});

/**
 * Sine waves of 4 to 8 periods, some with an anomaly; `anomalies: 0` gives what a detector is trained on.
 *
 * @returns samples `[length, 1]` in [-1, 1], labelled 1 where there is an anomaly and 0 where not; `anomaly(sample)` tells
 *   which and where
 * @throws InvalidOptionError
 */
export function sines(options: SinesOptions = {}): Dataset & { readonly anomaly: (sample: number) => Anomaly | undefined } {
  const { length, anomalies, kinds, noise, ...made } = checkOptions('sines', schema, options);
  const { count, samples } = madeFrom('sines', made);
  const waveOf = (sample: number): { readonly wave: Wave; readonly draws: SampleDraws } => {
    const draws = drawsOf(samples.fork(sample));
    const plain = plainWave(draws, length);
    const isAnomalous = draws.uniform(0, 1) < anomalies;
    return { wave: isAnomalous ? disturbed(plain, kinds[draws.below(kinds.length)]!, draws, length) : plain, draws };
  };
  const dataset = fromRows({
    size: count,
    inputShape: [length, 1],
    range: [-1, 1],
    labels: Int32Array.from({ length: count }, (_, sample) => Number(waveOf(sample).wave.anomaly !== undefined)),
    labelNames: ['normal', 'anomaly'],
    write: (sample, row) => {
      const { wave, draws } = waveOf(sample);
      for (let i = 0; i < length; i++) row[i] = Math.min(1, Math.max(-1, wave.value(i) + noise * draws.normal()));
    },
  });
  return { ...dataset, anomaly: (sample) => waveOf(sample).wave.anomaly };
}

interface Wave {
  readonly value: (place: number) => number;
  readonly amplitude: number;
  readonly period: number;
  /** The share of a period that is over at place 0. */
  readonly phase: number;
  readonly anomaly?: Anomaly;
}

const sine = (periods: number): number => Math.sin(2 * Math.PI * periods);

function plainWave({ uniform }: SampleDraws, length: number): Wave {
  const [amplitude, period, phase] = [uniform(0.3, 0.5), length / uniform(4, 8), uniform(0, 1)];
  return { amplitude, period, phase, value: (place) => amplitude * sine(place / period + phase) };
}

/** A wave with an anomaly that begins in its second quarter. */
function disturbed(wave: Wave, kind: AnomalyKind, { uniform, below }: SampleDraws, length: number): Wave {
  const { amplitude, period, phase, value } = wave;
  const from = Math.ceil(uniform(length / 4, length / 2));
  const [sign, size, factor] = [below(2) * 2 - 1, uniform(0, 1), uniform(1.6, 2.2)];
  const within = (begin: number, to: number, other: (place: number) => number): Wave => ({
    ...wave,
    anomaly: { kind, from: begin, to },
    value: (place) => (place >= begin && place < to ? other(place) : value(place)),
  });
  switch (kind) {
    case 'spike':
      return within(from, from + 1 + below(2), (place) => value(place) + sign * (0.6 + 0.4 * size));
    case 'levelShift':
      return within(from, length, (place) => value(place) + sign * (0.3 + 0.2 * size));
    case 'frequencyChange':
      return within(from, length, (place) => amplitude * sine(from / period + phase + (factor * (place - from)) / period));
    case 'missingBeat': {
      const begin = Math.ceil((Math.ceil(length / 4 / period + phase) - phase) * period);
      return within(begin, Math.min(length, Math.ceil(begin + period)), () => 0);
    }
  }
}
