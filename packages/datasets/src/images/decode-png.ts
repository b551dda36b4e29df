import { InvalidDataError } from '@hourglass/core';
import type { Pixels } from './pixels.js';
import { pngChunks, samplesPerPixel, type PngChunks } from './png-chunks.js';
import { pngSamples } from './png-samples.js';

/**
 * Decodes a PNG of any depth and colour, interlaced or not.
 *
 * @throws InvalidDataError where it is damaged
 */
export function decodePng(bytes: Uint8Array): Pixels {
  const chunks = pngChunks(bytes);
  const { width, height, depth, colourType } = chunks.header;
  const samples = pngSamples(chunks);
  const size = { width, height };
  if (colourType === 3) return { ...size, ...coloured(samples, chunks) };
  const key = colourType < 3 ? chunks.transparency : undefined;
  const unscaled = { channels: samplesPerPixel(colourType), data: samples };
  const { channels, data } = key ? keyedOut(unscaled, chunks, key) : unscaled;
  if (depth < 8) for (let i = 0; i < data.length; i++) data[i]! *= 255 / ((1 << depth) - 1);
  return { ...size, channels, data };
}

type Samples = Pick<Pixels, 'channels' | 'data'>;

/** The colours that indices stand for. */
function coloured(indices: Pixels['data'], { palette, transparency }: PngChunks): Samples {
  const colours = (palette?.length ?? 0) / 3;
  if (!palette || !Number.isInteger(colours)) throw new InvalidDataError('Expected a palette of whole colours. The file is damaged; get it again.');
  const channels = transparency ? 4 : 3;
  const data = new Uint8Array(indices.length * channels);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (index >= colours) throw new InvalidDataError(`Expected indices of ${colours} colours, received ${index}. The file is damaged; get it again.`);
    for (let channel = 0; channel < 3; channel++) data[i * channels + channel] = palette[3 * index + channel]!;
    if (transparency) data[i * channels + 3] = transparency[index] ?? 255;
  }
  return { channels, data };
}

/** Samples with an alpha that is empty where a pixel has the colour which stands for nothing. */
function keyedOut({ channels, data }: Samples, { header }: PngChunks, key: Uint8Array): Samples {
  if (key.length !== 2 * channels) throw new InvalidDataError('Expected one colour that stands for nothing. The file is damaged; get it again.');
  const most = (1 << header.depth) - 1;
  const colour = Array.from({ length: channels }, (_, i) => ((key[2 * i]! << 8) | key[2 * i + 1]!) & most);
  const stride = channels + 1;
  const pixels = data.length / channels;
  const into = data instanceof Uint16Array ? new Uint16Array(pixels * stride) : new Uint8Array(pixels * stride);
  for (let i = 0; i < pixels; i++) {
    const pixel = data.subarray(i * channels, (i + 1) * channels);
    into.set(pixel, i * stride);
    into[i * stride + channels] = pixel.every((value, channel) => value === colour[channel]) ? 0 : most;
  }
  return { channels: stride as 2 | 4, data: into };
}
