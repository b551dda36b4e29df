import { checkOptions, InvalidDataError, InvalidOptionError, sameShape, type Autoencoder, type NdArray, type Shape } from '@hourglass/core';
import * as v from 'valibot';
import { mirrored, piecesOf, type Piece } from './pieces.js';

/** What cleans samples of one shape, such as a trained model. */
export type Denoiser = Pick<Autoencoder, 'recipe' | 'reconstruct'>;

export interface OverlapOptions {
  /** The share of a piece that the next one covers too, from 0 to 0.5, where every value is blended from two pieces along each axis. Default 0.5. */
  readonly overlap?: number;
}

const halfAtMost = 'Expected a number from 0 to 0.5';
const schema = v.strictObject({ overlap: v.optional(v.pipe(v.number(halfAtMost), v.minValue(0, halfAtMost), v.maxValue(0.5, halfAtMost)), 0.5) });

/** What messages call the function, and the axes of its samples. */
interface Caller {
  readonly where: string;
  readonly axes: string;
}

/** Values that go through a model at once. */
const valuesAtOnce = 2 ** 20;

/**
 * Cuts an array of any size into overlapping pieces that a model takes, and blends what it makes of them. Beyond its ends the
 * array is mirrored.
 *
 * @param array `[...size, channels]`
 * @returns the same shape
 */
export async function overlapAdd({ where, axes }: Caller, { recipe, reconstruct }: Denoiser, array: NdArray, options: OverlapOptions): Promise<NdArray<Float32Array>> {
  const { overlap } = checkOptions(where, schema, options);
  const { inputShape, outputShape } = recipe;
  checkModel(where, axes, inputShape, outputShape);
  checkArray(where, axes, array, inputShape);

  const [width, channels] = array.shape.slice(-2) as [number, number];
  const [pieceWidth, pieceChannels] = inputShape.slice(-2) as [number, number];
  const [height, pieceHeight] = inputShape.length === 3 ? [array.shape[0]!, inputShape[0]!] : [1, 1];
  const rows = piecesOf(height, pieceHeight, overlap);
  const columns = piecesOf(width, pieceWidth, overlap);
  const places = Array.from({ length: channels / pieceChannels }, (_, i) =>
    rows.flatMap((row) => columns.map((column) => ({ row, column, channel: i * pieceChannels }))),
  ).flat();

  const out = new Float32Array(array.data.length);
  const size = pieceHeight * pieceWidth * pieceChannels;
  const together = Math.max(1, Math.floor(valuesAtOnce / size));
  const grid: Grid = { height, width, channels, pieceHeight, pieceWidth, pieceChannels };
  for (let start = 0; start < places.length; start += together) {
    const some = places.slice(start, start + together);
    const given = new Float32Array(some.length * size);
    some.forEach((place, i) => { cut(array.data, grid, place, given.subarray(i * size, (i + 1) * size)); });
    const { data } = await reconstruct({ data: given, shape: [some.length, ...inputShape] });
    some.forEach((place, i) => { add(data.subarray(i * size, (i + 1) * size), grid, place, out); });
  }
  return { data: out, shape: array.shape };
}

interface Grid {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pieceHeight: number;
  readonly pieceWidth: number;
  readonly pieceChannels: number;
}

interface Place {
  readonly row: Piece;
  readonly column: Piece;
  /** The first of its channels. */
  readonly channel: number;
}

/** Reads a piece. */
function cut(from: NdArray['data'], grid: Grid, { row, column, channel }: Place, into: Float32Array): void {
  let place = 0;
  for (let y = 0; y < grid.pieceHeight; y++) {
    const line = mirrored(row.start + y, grid.height) * grid.width;
    for (let x = 0; x < grid.pieceWidth; x++) {
      const pixel = (line + mirrored(column.start + x, grid.width)) * grid.channels + channel;
      for (let c = 0; c < grid.pieceChannels; c++) into[place++] = from[pixel + c]!;
    }
  }
}

/** Adds what became of a piece, weighted, where it lies within the array. */
function add(piece: Float32Array, grid: Grid, { row, column, channel }: Place, out: Float32Array): void {
  for (let y = Math.max(0, -row.start); y < Math.min(grid.pieceHeight, grid.height - row.start); y++)
    for (let x = Math.max(0, -column.start); x < Math.min(grid.pieceWidth, grid.width - column.start); x++) {
      const weight = row.weights[y]! * column.weights[x]!;
      const from = (y * grid.pieceWidth + x) * grid.pieceChannels;
      const to = ((row.start + y) * grid.width + column.start + x) * grid.channels + channel;
      for (let c = 0; c < grid.pieceChannels; c++) out[to + c]! += weight * piece[from + c]!;
    }
}

function checkModel(where: string, axes: string, inputShape: Shape, outputShape: Shape): void {
  if (inputShape.length === axes.split(', ').length && sameShape(inputShape, outputShape)) return;
  throw new InvalidOptionError('model', `${where}: model: expected one that gives back samples [${axes}], received one of [${inputShape.join(', ')}] → [${outputShape.join(', ')}].`);
}

function checkArray(where: string, axes: string, { data, shape }: NdArray, inputShape: Shape): void {
  const own = inputShape.at(-1)!;
  const fits = shape.length === inputShape.length && (own === 1 || shape.at(-1) === own);
  if (fits && data.length > 0 && shape.reduce((size, axis) => size * axis, 1) === data.length) return;
  throw new InvalidDataError(
    `${where}: expected [${axes}] of ${own === 1 ? 'any number of channels' : `${own} channels`} with as many values, received ${data.length} values of shape [${shape.join(', ')}].`,
  );
}
