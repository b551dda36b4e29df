import { InvalidOptionError } from '@hourglass/core';
import { constants } from 'node:fs';
import { access, open, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { withFile } from './file-errors.js';

/** A kind of file that a command writes, and may replace. */
export interface FileKind {
  /** With its article: `an NPY file`. */
  readonly name: string;
  /** Whether a file that begins so is of this kind. */
  readonly begins: (bytes: Uint8Array) => boolean;
}

export const npyFile: FileKind = { name: 'an NPY file', begins: (bytes) => Buffer.from(bytes.subarray(0, 6)).toString('latin1') === '\x93NUMPY' };

/**
 * Refuses a path that cannot be written to, or where something would be lost: one of the inputs, a folder, a file in the
 * folder of a model, any file of another kind.
 *
 * @throws InvalidOptionError that says why
 */
export async function checkOutFile(out: string, inputs: readonly string[], kind = npyFile, flag = '--out'): Promise<void> {
  const refusal = refusalOf(flag);
  await withFile(`${flag}: expected ${kind.name} to write`, out, async () => {
    const found = await stat(out).catch(ignoreMissing);
    if (found?.isDirectory() || /[\\/]$/.test(out)) throw refusal(`expected ${kind.name} to write; ${out} is a folder.`);
    const path = await whereItLies(resolve(out));
    for (const input of inputs)
      if (path === (await whereItLies(resolve(input)))) throw refusal(`${out} is what is read, and would be lost.`);
    const model = await modelAround(dirname(path));
    if (model) throw refusal(`${out} lies in the folder of a model, ${model}, which holds nothing but what train writes.`);
    if (found && !kind.begins(await firstBytes(out))) throw refusal(`${out} is there already and is not ${kind.name}.`);
    await checkWritable(dirname(path), refusal);
  });
}

/** How to tell a file that this program wrote from any other. */
export type Recogniser = (bytes: Buffer) => boolean;

/**
 * Refuses a folder that cannot be written to, or that holds a file of somebody else's under a name to be written.
 *
 * @param files by name, how to tell that one may take its place
 * @throws InvalidOptionError that names the file
 */
export async function checkOutFolder(out: string, files: Readonly<Record<string, Recogniser>>): Promise<void> {
  await withFile('--out: expected a folder to write to', out, async () => {
    const found = await stat(out).catch(ignoreMissing);
    if (found && !found.isDirectory()) throw refusal(`expected a folder to write to; ${out} is a file.`);
    for (const [name, isOurs] of Object.entries(files)) {
      const path = join(out, name);
      const there = await stat(path).catch(ignoreMissing);
      if (there && !(there.isFile() && isOurs(await readFile(path))))
        throw refusal(`${path} is there already, and hourglass did not write it.`);
    }
    await checkWritable(resolve(out));
  });
}

const refusalOf = (flag: string) => (reason: string): InvalidOptionError =>
  new InvalidOptionError(flag.replace('--', ''), `${flag}: ${reason} Choose another ${flag}.`);

const refusal = refusalOf('--out');

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** The path without links, also of what does not exist yet. */
async function whereItLies(path: string): Promise<string> {
  const real = await realpath(path).catch(ignoreMissing);
  return real ?? (dirname(path) === path ? path : join(await whereItLies(dirname(path)), basename(path)));
}

/** The nearest folder, this or above, that holds a checkpoint. */
async function modelAround(folder: string): Promise<string | undefined> {
  const latest = await readFile(join(folder, 'latest'), 'utf8').catch(() => '');
  if (latest.startsWith('hourglass-checkpoint-')) return folder;
  return dirname(folder) === folder ? undefined : modelAround(dirname(folder));
}

/** Asks of the nearest folder that exists, since those below it are made. */
async function checkWritable(folder: string, refuse = refusal): Promise<void> {
  const found = await stat(folder).catch(ignoreMissing);
  if (!found) return checkWritable(dirname(folder), refuse);
  if (!found.isDirectory()) throw refuse(`${folder} is a file; expected a folder.`);
  await access(folder, constants.W_OK | constants.X_OK);
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
