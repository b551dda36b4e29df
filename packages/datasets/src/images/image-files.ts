import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { ahead } from '../ahead.js';
import { byteSource, naming, reading, type Source } from '../byte-source.js';
import type { FileSet } from '../file-set.js';
import { wholeBytes } from '../whole-bytes.js';
import { decodeImage } from './decode-image.js';
import { imageHeader, type ImageHeader } from './image-header.js';
import type { Pixels } from './pixels.js';

/** Decodes the bytes of a file. */
export type DecodeImage = (bytes: Uint8Array) => Pixels | Promise<Pixels>;

/** An image that is decoded when it is asked for. */
export interface ImageFile extends Pick<ImageHeader, 'width' | 'height' | 'isGrey'> {
  /** Its path in its set, or its name. */
  readonly path: string;
  pixels(): Promise<Pixels>;
}

/** A file that was left out, and why. */
export interface SkippedFile {
  readonly name: string;
  readonly reason: string;
}

export interface ImageFilesOptions {
  readonly decode?: DecodeImage;
  /** Leaves damaged images out, for which every one is decoded once at the beginning. */
  readonly skip?: 'damaged';
  /** Told of every file that is left out: damaged ones on request, and those that are no images. */
  readonly onSkip?: (file: SkippedFile) => void;
  /** Bytes that one decoded image may take; default 256 MiB. */
  readonly limit?: number;
}

/** Where images come from: files that belong together, one file, or pixels of a page. */
export type ImageSource = FileSet | Source | readonly ImageData[];

/**
 * The images of a source, by their headers alone.
 *
 * @throws InvalidDataError where there is none, or one is damaged or takes more than the limit
 */
export async function imageFiles(source: ImageSource, options: ImageFilesOptions): Promise<readonly ImageFile[]> {
  if (Array.isArray(source)) return (source as readonly ImageData[]).map(ofPage);
  const files = await filesOf(source as FileSet | Source);
  const images: ImageFile[] = [];
  const others: string[] = [];
  for await (const { path, image, reason } of ahead(files.list, (file) => attempted(file, options))) {
    if (image) images.push(image);
    else {
      if (reason === notAnImage) others.push(path);
      options.onSkip?.({ name: path, reason });
    }
  }
  if (images.length > 0) return images;
  throw new InvalidDataError(`${files.name}: expected images (PNG, JPEG), found none among ${files.list.length} files${others.length > 0 ? `: ${others.slice(0, 3).join(', ')}${others.length > 3 ? ' …' : ''}` : ''}. Give another folder, or convert them.`);
}

interface NamedSource {
  readonly path: string;
  /** What errors call it. */
  readonly name: string;
  readonly source: Source;
}

async function filesOf(source: FileSet | Source): Promise<{ name: string; list: readonly NamedSource[] }> {
  if ('list' in source) {
    const list = (await source.list()).map((entry) => ({ path: entry.path, name: entry.name, source: entry }));
    return { name: source.name, list };
  }
  const { name } = byteSource(source);
  return { name, list: [{ path: name, name, source }] };
}

type Attempted = { readonly path: string } & ({ readonly image: ImageFile; readonly reason?: never } | { readonly image?: never; readonly reason: string });

const notAnImage = 'neither PNG nor JPEG';

async function attempted(file: NamedSource, options: ImageFilesOptions): Promise<Attempted> {
  const { path } = file;
  try {
    const image = await imageFile(file, options);
    if (image && options.skip) await image.pixels();
    return image ? { path, image } : { path, reason: notAnImage };
  } catch (cause) {
    if (!options.skip || !InvalidDataError.isInstance(cause)) throw cause;
    return { path, reason: cause.message };
  }
}

const pngOrJpegName = /\.(png|jpe?g)$/i;

async function imageFile({ path, name, source }: NamedSource, { decode = decodeImage, limit = 256 * 2 ** 20 }: ImageFilesOptions): Promise<ImageFile | undefined> {
  const header = await reading(source, imageHeader);
  if (!header && pngOrJpegName.test(path)) throw new InvalidDataError(`${name}: expected a PNG or a JPEG, as its name says, received other bytes. Get it again, or move it away.`);
  if (!header) return undefined;
  const { width, height, isGrey, bytes } = header;
  if (bytes > limit)
    throw new InvalidDataError(`${name}: expected an image that takes at most ${limit} bytes once it is decoded, received one of ${width} × ${height}, which takes ${bytes}. Make it smaller, or raise the option limit.`);
  return {
    path,
    width,
    height,
    isGrey,
    pixels: async () => {
      const file = await wholeBytes(source);
      return naming(name, async () => checked(await decode(file), header));
    },
  };
}

function checked(pixels: Pixels, { width, height }: ImageHeader): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  throw new InvalidDataError(`Expected ${width} × ${height} pixels, as its header says, received ${pixels.width} × ${pixels.height}. The file is damaged; get it again.`);
}

function ofPage(image: ImageData, place: number): ImageFile {
  if (!(image?.data?.length > 0)) throw new InvalidOptionError('source', `images: expected ImageData at place ${place}, received ${typeof image}.`);
  const { width, height, data } = image;
  const pixels: Pixels = { width, height, channels: 4, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  return { path: `image ${place}`, width, height, isGrey: false, pixels: () => Promise.resolve(pixels) };
}
