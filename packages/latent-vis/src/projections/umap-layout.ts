import type { NdArray } from '@hourglass/core';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { fastPower } from './fast-power.js';
import { fuzzyGraph, type FuzzyGraph } from './fuzzy-graph.js';
import { nearestCodes } from './nearest-codes.js';
import { umapCurve } from './umap-curve.js';

/** All that a layout follows from. */
export interface UmapJob {
  /** `[count, units]`, row by row. */
  readonly codes: NdArray['data'];
  readonly units: number;
  /** Where the points start: `[count, 2]`. */
  readonly start: Float32Array;
  /** Itself counted among them. */
  readonly neighbours: number;
  readonly minDist: number;
  /** An unsigned 32-bit number. */
  readonly seed: number;
}

/** Points that are pushed away for each that is drawn near. */
const pushedAway = 5;
/** The longest way of a point in a step, along each axis, before it is shortened by the rate. */
const longest = 4;

/**
 * The layout of codes by UMAP, all at once: seconds to minutes (McInnes, Healy & Melville, 2018, algorithm 5, as umap-learn does
 * it).
 *
 * @param onEpoch is told after each epoch how many are done, of how many
 * @returns `[count, 2]`
 */
export function umapLayout(job: UmapJob, onEpoch: (epoch: number, epochs: number) => void): Float32Array {
  const { codes: data, units, start, neighbours, minDist, seed } = job;
  const count = data.length / units;
  const epochs = epochsFor(count);
  const graph = strongEnough(fuzzyGraph(nearestCodes({ data, units, count }, neighbours - 1)), epochs);
  const { a, b } = umapCurve(minDist);
  const power = fastPower(b);
  const generator = xoroshiro128plus(seed | 0);
  const draw = (): number => Math.floor(((generator.next() >>> 0) / 2 ** 32) * count);

  const points = Float64Array.from(start);
  const { heads, tails, weights } = graph;
  const most = greatest(weights);
  const period = weights.map((weight) => most / weight); // epochs from one turn of a pair to the next
  const due = period.slice();
  const pushDue = period.map((epochs) => epochs / pushedAway);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = 1 - epoch / epochs;
    for (let edge = 0; edge < weights.length; edge++) {
      if (due[edge]! > epoch) continue;
      due[edge]! += period[edge]!;
      const pushPeriod = period[edge]! / pushedAway;
      const pushes = Math.floor((epoch - pushDue[edge]!) / pushPeriod);
      pushDue[edge]! += pushes * pushPeriod;

      const head = 2 * heads[edge]!;
      const tail = 2 * tails[edge]!;
      let x = points[head]!;
      let y = points[head + 1]!;
      const across = x - points[tail]!;
      const up = y - points[tail + 1]!;
      const square = across * across + up * up;
      if (square > 0) {
        const raised = a * power(square);
        const pull = (-2 * b * raised) / (square * (raised + 1));
        const right = rate * bounded(pull * across);
        const above = rate * bounded(pull * up);
        x += right;
        y += above;
        points[tail]! -= right;
        points[tail + 1]! -= above;
      }
      for (let i = 0; i < pushes; i++) {
        const other = 2 * draw();
        if (other === head) continue;
        const across = x - points[other]!;
        const up = y - points[other + 1]!;
        const square = across * across + up * up;
        const push = (2 * b) / ((0.001 + square) * (a * power(square) + 1));
        x += rate * (square > 0 ? bounded(push * across) : longest);
        y += rate * (square > 0 ? bounded(push * up) : longest);
      }
      points[head] = x;
      points[head + 1] = y;
    }
    onEpoch(epoch + 1, epochs);
  }
  return Float32Array.from(points);
}

const bounded = (way: number): number => (way > longest ? longest : way < -longest ? -longest : way);

/** Fewer for many codes, as each epoch takes longer. */
const epochsFor = (count: number): number => (count <= 2500 ? 500 : count <= 5000 ? 400 : count <= 7500 ? 300 : 200);

/** Without pairs so weak that they would not come up in so many epochs. */
function strongEnough({ heads, tails, weights }: FuzzyGraph, epochs: number): FuzzyGraph {
  const least = greatest(weights) / epochs;
  const isKept = (_: number, edge: number): boolean => weights[edge]! >= least;
  return { heads: heads.filter(isKept), tails: tails.filter(isKept), weights: weights.filter(isKept) };
}

const greatest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, value), 0);
