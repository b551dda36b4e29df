import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  attempt,
  isPlainName,
  readRegularFile,
  readRegularFiles,
  removeIfPossible,
  syncFolder,
  writeDurably,
} from './disk.js';
import { CheckpointError } from './errors.js';
import type { Files, Storage } from './storage.js';

/** Names of checkpoint folders; whatever has another name in the folder is somebody else's. */
const checkpointName = /^hourglass-checkpoint-(\d{1,15})$/;

/**
 * Keeps the checkpoint of one run in a folder: each commit writes a new `hourglass-checkpoint-<n>`, turns the file
 * `latest` to it, and then deletes the one before. A crash or a full disk leaves the last whole checkpoint. Whatever has
 * another name there, such as pictures or checkpoints of other programs, stays as it is. One process at a time may commit to a folder; any number may read.
 *
 * @param path absolute, or from the current directory; made by the first commit
 * @returns its `commit` and `read` throw CheckpointError that says what is in the way
 */
export function folder(path: string): Storage {
  const root = resolve(path);
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: path,
    commit: (files) => {
      const mine = last.then(() => commit(root, files));
      last = mine.catch(() => undefined);
      return mine;
    },
    read: () => read(root),
  };
}

async function commit(root: string, files: Files): Promise<void> {
  const wrong = Object.keys(files).find((name) => !isPlainName(name));
  if (wrong !== undefined) throw new CheckpointError(`Expected plain file names, received ${JSON.stringify(wrong)}.`);
  const { before, next } = await attempt(`write to ${root}`, () => prepare(root));

  const temporary = join(root, 'latest.tmp');
  await attempt(`save a checkpoint in ${root}`, async () => {
    await mkdir(next.path);
    try {
      for (const [name, bytes] of Object.entries(files)) await writeDurably(join(next.path, name), bytes);
      await syncFolder(next.path);
      await rm(temporary, { force: true });
      await writeDurably(temporary, new TextEncoder().encode(`${next.name}\n`));
      await rename(temporary, join(root, 'latest'));
    } catch (error) {
      await removeIfPossible(next.path);
      await removeIfPossible(temporary);
      throw error;
    }
    await syncFolder(root);
  });
  if (before !== undefined) await removeIfPossible(join(root, before));
}

/** Makes the folder, frees it from what crashed commits left, and chooses the name of the next checkpoint. */
async function prepare(root: string): Promise<{ before: string | undefined; next: { name: string; path: string } }> {
  await mkdir(root, { recursive: true });
  const before = await readPointer(root);
  let largest = 0;
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const number = checkpointName.exec(entry.name)?.[1];
    if (number === undefined) continue;
    largest = Math.max(largest, Number(number));
    if (entry.isDirectory() && entry.name !== before) await removeIfPossible(join(root, entry.name));
  }
  const name = `hourglass-checkpoint-${largest + 1}`;
  return { before, next: { name, path: join(root, name) } };
}

async function read(root: string): Promise<Files | undefined> {
  const pointer = await attempt(`read ${root}`, () => readPointer(root));
  if (pointer === undefined) return undefined;
  const isCurrent = async (): Promise<boolean> => (await attempt(`read ${root}`, () => readPointer(root))) === pointer;
  try {
    const files = await attempt(`read ${join(root, pointer)}`, () => readRegularFiles(join(root, pointer)));
    if (await isCurrent()) return files;
  } catch (error) {
    if (await isCurrent()) throw error;
  }
  return read(root); // another process committed meanwhile, and deleted what was being read
}

/** The name of the checkpoint folder that `latest` points to; undefined where there is no such file. */
async function readPointer(root: string): Promise<string | undefined> {
  const bytes = await readRegularFile(join(root, 'latest'));
  if (bytes === undefined) return undefined;
  const name = new TextDecoder().decode(bytes).trim();
  if (!checkpointName.test(name))
    throw new CheckpointError(
      `${join(root, 'latest')}: expected the name of a checkpoint folder, ` +
        `received ${JSON.stringify(name.slice(0, 80))}. ` +
        'Write the name of one into it, or choose another folder.',
    );
  return name;
}
