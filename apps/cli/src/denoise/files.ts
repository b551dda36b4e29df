import { InvalidDataError, InvalidOptionError } from '@hourglass/core';
import { folderFiles } from '@hourglass/datasets/node';
import { stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pictureKinds } from '../data-view/picture-file.js';
import { withFile } from '../file-errors.js';
import { checkOutFile, npyFile, type FileKind } from '../out-path.js';
import { cleanArray } from './clean-array.js';
import { cleanImage } from './clean-image.js';
import { cleanSound } from './clean-sound.js';
import type { Cleaned, Cleaner } from './cleaned.js';

/** A file that is to be cleaned, and where the outcome goes. */
export interface FileToClean {
  readonly from: string;
  readonly to: string;
  readonly clean: (bytes: Uint8Array, cleaner: Cleaner) => Promise<Cleaned>;
}

interface Format {
  readonly names: RegExp;
  /** How many axes the samples have of models that take it; any where it is not said. */
  readonly rank?: number;
  readonly suffix: string;
  readonly kind: FileKind;
  readonly clean: FileToClean['clean'];
}

const wavFile: FileKind = { name: 'a WAV file', begins: (bytes) => Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'RIFF' };

const formats: readonly Format[] = [
  { names: /\.(png|jpe?g)$/i, rank: 3, suffix: '.png', kind: pictureKinds.png, clean: cleanImage },
  { names: /\.wav$/i, rank: 2, suffix: '.wav', kind: wavFile, clean: cleanSound },
  { names: /\.npy$/i, suffix: '.npy', kind: npyFile, clean: cleanArray },
];

/**
 * The files that a model of samples of so many axes can clean: one, or those of a folder and of folders in it, under their names; a
 * JPEG becomes a PNG.
 *
 * @throws InvalidDataError where there is none
 * @throws InvalidOptionError where something would be lost, or two would become one
 */
export async function filesToClean(input: string, output: string, inputShape: readonly number[]): Promise<readonly FileToClean[]> {
  const fitting = formats.filter(({ rank = inputShape.length }) => rank === inputShape.length);
  const isFolder = (await withFile('--input: expected a file or a folder', input, () => stat(input))).isDirectory();
  if (isFolder) checkApart(input, output);
  const paths = isFolder ? (await folderFiles(input).list()).map(({ path }) => path) : [input];
  const found = paths.flatMap((path) => {
    const format = fitting.find(({ names }) => names.test(path));
    if (!format) return [];
    const to = isFolder ? join(output, path.replace(/\.jpe?g$/i, format.suffix)) : output;
    return [{ from: isFolder ? join(input, path) : input, to, format }];
  });
  if (found.length === 0) throw noneFitting(input, isFolder, { inputShape, fitting });
  for (const { from, to, format } of found) {
    const twin = found.find((other) => other.from !== from && other.to === to);
    if (twin) throw new InvalidOptionError('input', `--input: expected files that keep unlike names, received ${from} and ${twin.from}, which would both become ${to}. Rename one.`);
    if (!to.toLowerCase().endsWith(format.suffix)) throw new InvalidOptionError('output', `--output: expected a file ${format.suffix}, received ${to}.`);
    await checkOutFile(to, found.map((one) => one.from), format.kind, '--output');
  }
  return found.map(({ from, to, format }) => ({ from, to, clean: format.clean }));
}

function checkApart(input: string, output: string): void {
  const below = relative(resolve(input), resolve(output));
  if (below === '' || !/^(\.\.|[a-z]:)/i.test(below))
    throw new InvalidOptionError('output', `--output: expected a folder outside of ${input}, which is read; received ${output}. Choose another --output.`);
}

interface Wanted {
  readonly inputShape: readonly number[];
  readonly fitting: readonly Format[];
}

function noneFitting(input: string, isFolder: boolean, { inputShape, fitting }: Wanted): InvalidDataError {
  const kinds = fitting.map(({ suffix }) => (suffix === '.png' ? '.png or .jpg' : suffix)).join(' or ');
  return new InvalidDataError(`${input}: expected ${isFolder ? 'files' : 'a file'} ${kinds}, since the model takes samples [${inputShape.join(', ')}]; received ${isFolder ? 'none' : 'another'}.`);
}
