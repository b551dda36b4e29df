import { InvalidOptionError } from '@hourglass/core';
import { extname } from 'node:path';
import type { FileKind } from '../out-path.js';

const startsWith = (text: string): FileKind['begins'] => (bytes) => Buffer.from(bytes).toString('latin1').startsWith(text);

/** What may be drawn, by the suffix of its file. */
export const pictureKinds = {
  png: { name: 'a PNG file', begins: startsWith('\x89PNG') },
  svg: { name: 'an SVG file', begins: startsWith('<svg') },
  html: { name: 'an HTML file', begins: startsWith('<!doctype html>') },
  txt: { name: 'a new file of text', begins: () => false },
} as const satisfies Record<string, FileKind>;

export type PictureForm = keyof typeof pictureKinds;

/**
 * @param what is to be drawn, in words
 * @throws InvalidOptionError where the suffix is none of these
 */
export function formOf(out: string, suffixes = Object.keys(pictureKinds), what = 'these samples'): PictureForm {
  const suffix = extname(out).slice(1).toLowerCase();
  if (suffixes.includes(suffix)) return suffix as PictureForm;
  throw new InvalidOptionError('out', `--out: expected a file ${suffixes.map((known) => `.${known}`).join(', ')} for ${what}, received ${out}.`);
}
