import { InvalidDataError } from '@hourglass/core';
import * as v from 'valibot';
import { ahead } from './ahead.js';
import { byteSource, type ByteSource, type Source } from './byte-source.js';
import type { FileEntry, FileSet } from './file-set.js';

/** A file that was left out, and why. */
export interface SkippedFile {
  readonly name: string;
  readonly reason: string;
}

export interface SkipOptions {
  /** Leaves damaged files out. */
  readonly skip?: 'damaged';
  /** Told of every file that is left out: damaged ones on request, and those of other formats. */
  readonly onSkip?: (file: SkippedFile) => void;
}

export const skipSchema = {
  skip: v.optional(v.literal('damaged')),
  onSkip: v.optional(v.custom<NonNullable<SkipOptions['onSkip']>>((value) => typeof value === 'function')),
};

/** What is looked for among files. */
export interface FileKind<Found> {
  /** In errors: `images`. */
  readonly what: string;
  /** In errors: `PNG or JPEG`. */
  readonly format: string;
  /** The names that only files of this format have. */
  readonly suffix: RegExp;
  /** Looks into a file; gives nothing where it is of another format. */
  readonly open: (file: FileEntry) => Promise<Found | undefined>;
}

/**
 * The files of one kind among those of a source, told by what is in them.
 *
 * @throws InvalidDataError where there is none, or one is damaged
 */
export async function usableFiles<Found>(source: FileSet | Source, kind: FileKind<Found>, { skip, onSkip }: SkipOptions): Promise<readonly Found[]> {
  const { name, files } = await filesOf(source);
  const usable: Found[] = [];
  const reasons: string[] = [];
  for await (const { path, found, reason } of ahead(files, (file) => attempted(file, kind, skip))) {
    if (found) usable.push(found);
    else {
      reasons.push(`${path}: ${reason}`);
      onSkip?.({ name: path, reason });
    }
  }
  if (usable.length > 0) return usable;
  const some = [...reasons.slice(0, 3), ...(reasons.length > 3 ? ['…'] : [])].join('; ');
  throw new InvalidDataError(`${name}: expected ${kind.what} (${kind.format}), found none among ${files.length} files${some && ` (${some})`}. Give another folder, or convert them.`);
}

async function filesOf(source: FileSet | Source): Promise<{ name: string; files: readonly FileEntry[] }> {
  if ('list' in source) return { name: source.name, files: await source.list() };
  const one: ByteSource = byteSource(source);
  return { name: one.name, files: [{ ...one, path: one.name }] };
}

interface Attempted<Found> {
  readonly path: string;
  readonly found?: Found;
  /** Why there is none. */
  readonly reason: string;
}

async function attempted<Found>(file: FileEntry, { format, suffix, open }: FileKind<Found>, skip: 'damaged' | undefined): Promise<Attempted<Found>> {
  const { path, name } = file;
  try {
    const found = await open(file);
    if (found) return { path, found, reason: '' };
    if (suffix.test(path)) throw new InvalidDataError(`${name}: expected ${format}, as its name says, received other bytes. Get it again, or move it away.`);
    return { path, reason: `not ${format}` };
  } catch (cause) {
    if (!skip || !InvalidDataError.isInstance(cause)) throw cause;
    return { path, reason: cause.message };
  }
}
