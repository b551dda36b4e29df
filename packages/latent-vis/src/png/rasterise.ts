import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { darkRules, darkStyle } from '../drawing/inks.js';

export interface RasteriseOptions {
  /** Pixels of the PNG for each pixel of the document, above 0. Default 2, for fine screens and print. */
  readonly scale?: number;
  /** Draws on dark ground what `svg` has drawn. Default false. */
  readonly dark?: boolean;
}

/**
 * Draws an SVG document as a PNG, its text in DejaVu Sans, by resvg: the same on every machine.
 *
 * @param document what `svg` gives, or any other without scripts
 * @returns the bytes of the file
 * @throws InvalidDataError where it is no SVG
 * @throws InvalidOptionError where the scale is not above 0, or makes more than 268 million pixels
 */
export async function rasterise(document: string, { scale = 2, dark = false }: RasteriseOptions = {}): Promise<Uint8Array> {
  if (!(scale > 0)) throw new InvalidOptionError('scale', `rasterise: scale: expected a number above 0, received ${scale}.`);
  const font = await resources();
  const image = parsed(asResvgReads(dark ? document.replace(darkStyle, darkRules) : document), {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers: [font], defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  });
  try {
    checkPixels(image, scale);
    const rendered = image.render();
    try {
      return rendered.asPng();
    } finally {
      rendered.free();
    }
  } finally {
    image.free();
  }
}

/** It knows sharp pixels by the name that SVG 1.1 has for them. */
const asResvgReads = (document: string): string =>
  document.replaceAll('image-rendering="pixelated"', 'image-rendering="optimizeSpeed"');

type Image = InstanceType<typeof Resvg>;

function parsed(document: string, options: ConstructorParameters<typeof Resvg>[1]): Image {
  try {
    return new Resvg(document, options);
  } catch (error) {
    throw new InvalidDataError(`rasterise: expected an SVG document, received one that cannot be read: ${String(error)}`);
  }
}

const mostPixels = 2 ** 28;

function checkPixels({ width, height }: Image, scale: number): void {
  const size = [width, height].map((side) => Math.round(side * scale));
  if (size[0]! * size[1]! <= mostPixels && size.every((side) => side >= 1)) return;
  throw new InvalidOptionError('scale', `rasterise: scale: expected a picture of 1 to ${mostPixels} pixels, received ${scale} for ${size.join(' × ')}.`);
}

let loading: Promise<Uint8Array> | undefined;

/** Starts resvg, once in a process, and reads the font. */
const resources = (): Promise<Uint8Array> => (loading ??= load());

async function load(): Promise<Uint8Array> {
  const require = createRequire(import.meta.url);
  const [wasm, font] = await Promise.all([
    readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')),
    readFile(require.resolve('@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2')),
  ]);
  await initWasm(wasm).catch((error: unknown) => {
    if (!String(error).includes('Already initialized')) throw error;
  });
  return font;
}
