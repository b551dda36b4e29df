import { isMeasurement, type Measurement, type Outcome } from '../outcome.js';

/** A figure that is to be reached. */
export interface Target {
  readonly what: string;
  /** The figure, where what it needs was measured. */
  measured(outcomes: readonly Outcome[]): number | undefined;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** What to get to next, rather than what must hold. */
  readonly aim?: boolean;
}

const find = (outcomes: readonly Outcome[], bench: string, contender: string, batch?: number): Measurement | undefined =>
  outcomes
    .filter(isMeasurement)
    .find((each) => each.bench === bench && each.contender === contender && (batch === undefined || each.batch === batch));

/** The median of one contender over that of another. */
const ratio = (bench: string, of: string, to: string, batch?: number): Pick<Target, 'what' | 'measured'> => ({
  what: `${bench}${batch === undefined ? '' : ` at ${batch}`}: ${of} ÷ ${to}`,
  measured: (outcomes) => {
    const [above, below] = [of, to].map((contender) => find(outcomes, bench, contender, batch)?.median_ms);
    return above !== undefined && below !== undefined ? above / below : undefined;
  },
});

const compileSeconds = (bench: string, contender: string): Pick<Target, 'what' | 'measured'> => ({
  what: `${bench}: ${contender}, seconds to the end of its first step`,
  measured: (outcomes) => {
    const time = find(outcomes, bench, contender)?.compile_ms;
    return time === undefined ? undefined : time / 1000;
  },
});

/** What the compiled engine is measured by: ratios of times within one run. */
export const targets: readonly Target[] = [
  { ...ratio('dense-step', 'compiled-node', 'pytorch'), atMost: 0.85 },
  { ...ratio('dense-step', 'compiled-node', 'matmul-limit'), atMost: 2.5 },
  { ...ratio('dense-step', 'tfjs-fit-wasm', 'compiled-node'), atLeast: 25 },
  { ...ratio('dense-step', 'tfjs-fit-native', 'compiled-node'), atLeast: 10 },
  { ...ratio('dense-step', 'tfjs-fit-wasm', 'compiled-web-1'), atLeast: 5 },
  { ...ratio('denoise-step', 'compiled-node', 'compiled-node-clean'), atMost: 1.2 },
  { ...ratio('conv-step', 'compiled-node', 'pytorch'), atMost: 0.85 },
  { ...ratio('conv-step', 'compiled-node', 'keras-tensorflow'), atMost: 1, aim: true },
  { ...ratio('conv-step', 'compiled-node', 'pytorch-channels-last'), atMost: 1, aim: true },
  { ...ratio('conv-step', 'tfjs-fit-cpu', 'compiled-web-1'), atLeast: 50 },
  { ...ratio('encode', 'onnxruntime-python', 'compiled-node', 1024), atLeast: 0.8 },
  { ...compileSeconds('dense-step', 'compiled-node'), atMost: 2 },
  { ...compileSeconds('conv-step', 'compiled-node'), atMost: 2 },
];
