import { InvalidDataError, type NdArray } from '@hourglass/core';
import { place, encodeRaster, type Raster } from '../drawing/raster.js';
import { sampleRasters } from '../drawing/sample-rasters.js';
import { checkCodes } from '../projections/check-codes.js';
import { boundedBy } from '../views/bounded-by.js';
import type { CodeSet } from '../views/code-set.js';
import { floatText } from './float-text.js';

/** Files by name, to be written into one folder. */
export type ExportedFiles = Readonly<Record<string, Uint8Array>>;

/** The largest width and height of a sprite that the Projector loads, in pixels. */
const mostPixels = 8192;

/**
 * Codes as TensorFlow's Embedding Projector reads them (https://projector.tensorflow.org, or TensorBoard).
 *
 * @param set codes `[count, units]` of 2 units or more; labels and images where there are some
 * @returns `tensors.tsv`, a line a sample; with labels `metadata.tsv`, in whose cells spaces stand for tabs and line breaks; with
 *   images `sprite.png`, a square of them, row by row; and what names the others, `projector_config.json` for the Projector's page
 *   and `projector_config.pbtxt` for TensorBoard
 * @throws InvalidDataError for codes that are not finite or of one unit, for labels or images that are not one a sample, and for
 *   images too many for a sprite of 8192 × 8192 pixels
 */
export function embeddingProjector({ codes, labels, classes = [], images }: CodeSet): ExportedFiles {
  const { data, count, units } = checkCodes('embeddingProjector', codes);
  if (units < 2) throw new InvalidDataError('embeddingProjector: expected codes of 2 units or more, received 1, which the Projector refuses.');
  if (labels && labels.length !== count)
    throw new InvalidDataError(`embeddingProjector: labels: expected one for each of ${count} codes, received ${labels.length}.`);
  if (images && images.samples.shape[0] !== count)
    throw new InvalidDataError(`embeddingProjector: images: expected one for each of ${count} codes, received ${images.samples.shape[0]}.`);

  const vectors = Array.from({ length: count }, (_, i) => Array.from(data.subarray(i * units, (i + 1) * units), floatText));
  const sheet = images && sprite(images);
  const embedding = {
    tensorName: 'codes',
    tensorShape: [count, units],
    tensorPath: 'tensors.tsv',
    ...(labels && { metadataPath: 'metadata.tsv' }),
    ...(sheet && { sprite: { imagePath: 'sprite.png', singleImageDim: [sheet.cell, sheet.cell] } }),
  };
  return {
    'tensors.tsv': tsv(vectors),
    ...(labels && { 'metadata.tsv': tsv([['label', 'sample'], ...Array.from(labels, (label, i) => [cellText(classes[label] ?? ''), String(i)])]) }),
    ...(sheet && { 'sprite.png': encodeRaster(sheet.raster) }),
    'projector_config.json': utf8(`${JSON.stringify({ embeddings: [embedding] }, undefined, 2)}\n`),
    'projector_config.pbtxt': utf8(
      'embeddings {\n  tensor_path: "tensors.tsv"\n' +
        (labels ? '  metadata_path: "metadata.tsv"\n' : '') +
        (sheet ? `  sprite { image_path: "sprite.png" single_image_dim: ${sheet.cell} single_image_dim: ${sheet.cell} }\n` : '') +
        '}\n',
    ),
  };
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const tsv = (rows: readonly (readonly string[])[]): Uint8Array => utf8(rows.map((row) => `${row.join('\t')}\n`).join(''));

/** The format has no quotes. */
const cellText = (text: string): string => text.replace(/[\t\n\r]+/g, ' ').trim();

/** As many columns as rows, each image in a square cell. */
function sprite({ samples, range }: NonNullable<CodeSet['images']>): { raster: Raster; cell: number } {
  const [count, ...shape] = samples.shape as [number, ...number[]];
  const size = samples.data.length / count;
  const bounded = boundedBy(range, samples);
  const image = (i: number): Raster => {
    const one: NdArray = { data: samples.data.subarray(i * size, (i + 1) * size), shape: [1, ...shape] };
    return sampleRasters('images', one, { range: bounded })[0]!;
  };

  const first = image(0);
  const cell = Math.max(first.width, first.height);
  const columns = Math.ceil(Math.sqrt(count));
  const side = columns * cell;
  if (side > mostPixels)
    throw new InvalidDataError(
      `embeddingProjector: images: expected at most ${Math.floor(mostPixels / cell) ** 2} of ${first.width} × ${first.height} pixels, ` +
        `received ${count}. Export fewer samples, or leave the images out.`,
    );
  const raster: Raster = { width: side, height: side, data: new Uint8Array(side * side * 4) };
  for (let i = 0; i < count; i++) place(image(i), raster, { x: (i % columns) * cell, y: Math.floor(i / columns) * cell, scale: 1 });
  return { raster, cell };
}
