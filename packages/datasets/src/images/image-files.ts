import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { naming, reading, type Source } from '../byte-source.js';
import type { FileEntry, FileSet } from '../file-set.js';
import { usableFiles, type SkipOptions } from '../usable-files.js';
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

/** How images are found and decoded; to leave damaged ones out, each is decoded once at the beginning. */
export interface ImageFilesOptions extends SkipOptions {
  /** Default: in JavaScript. */
  readonly decode?: DecodeImage;
  /** Bytes that one image may take, as a file and decoded; default 256 MiB. */
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
  if (Array.isArray(source)) return ofPage(source as readonly ImageData[]);
  const open = async (file: FileEntry): Promise<ImageFile | undefined> => {
    const image = await imageFile(file, options);
    if (options.skip) await image?.pixels();
    return image;
  };
  return usableFiles(source as FileSet | Source, { what: 'images', format: 'PNG or JPEG', suffix: /\.(png|jpe?g)$/i, open }, options);
}

async function imageFile(file: FileEntry, { decode = decodeImage, limit = 256 * 2 ** 20 }: ImageFilesOptions): Promise<ImageFile | undefined> {
  const header = await reading(file, (bytes) => imageHeader(bytes, limit));
  if (!header) return undefined;
  const { width, height, isGrey, bytes } = header;
  if (bytes > limit)
    throw new InvalidDataError(
      `${file.name}: expected an image that takes at most ${limit} bytes once it is decoded, received one of ${width} × ${height}, which takes ${bytes}. ` +
        'Make it smaller, or raise the option limit.',
    );
  const pixels = async (): Promise<Pixels> => {
    const packed = await wholeBytes(file);
    return naming(file.name, async () => checked(await decode(packed), header));
  };
  return { path: file.path, width, height, isGrey, pixels };
}

function checked(pixels: Pixels, { width, height }: ImageHeader): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  throw new InvalidDataError(
    `Expected ${width} × ${height} pixels, as its header says, received ${pixels.width} × ${pixels.height}. The file is damaged; get it again.`,
  );
}

function ofPage(images: readonly ImageData[]): ImageFile[] {
  if (images.length === 0) throw new InvalidDataError('Expected one ImageData or more, received none.');
  return images.map((image, place) => {
    if (!(image?.data instanceof Uint8ClampedArray))
      throw new InvalidOptionError('source', `images: source: expected ImageData of 8 bits at place ${place}, received ${typeof image}.`);
    const { width, height, data } = image;
    const pixels: Pixels = { width, height, channels: 4, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
    return { path: `image ${place}`, width, height, isGrey: false, pixels: () => Promise.resolve(pixels) };
  });
}
