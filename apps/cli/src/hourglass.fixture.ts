import { createSeed } from '@hourglass/core';
import { writeIdx } from '@hourglass/datasets';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { run } from './run.js';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in this process and keeps what it writes. */
export async function hourglass(argv: readonly string[], signal = new AbortController().signal): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const code = await run(argv, {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    interruptible: (work) => work(signal),
    program: 'hourglass',
  });
  return { code, ...written };
}

/** The object that `--json` printed. */
export const jsonOf = ({ stdout }: Outcome): Record<string, unknown> =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Record<string, unknown>;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A folder that is removed after the last test of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-cli-'));
  folders.push(folder);
  return folder;
}

/** Writes an IDX file of small images: bright squares of random place on dark ground. */
export async function writeSquares(path: string, size = 60, side = 8): Promise<void> {
  const { next } = createSeed(1).fork('squares').stream();
  const data = new Uint8Array(size * side * side);
  for (let sample = 0; sample < size; sample++) {
    const [left, top] = [next(side - 2), next(side - 2)];
    for (let i = 0; i < 9; i++) data[sample * side * side + (top + Math.floor(i / 3)) * side + left + (i % 3)] = 255;
  }
  await writeFile(path, await writeIdx({ data, shape: [size, side, side] }));
}

/** Every file below a folder with its bytes, to see whether anything changed. */
export async function contentOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'base64')] as const)));
}

/** The weights in the checkpoint of a folder. */
export const weightsIn = (out: string): Promise<Buffer> => inCheckpoint(out, 'weights.safetensors');

/** The whole epochs that the checkpoint of a folder has seen. */
export async function epochsIn(out: string): Promise<number> {
  const run = JSON.parse((await inCheckpoint(out, 'run.json')).toString()) as { position: { epoch: number } };
  return run.position.epoch;
}

async function inCheckpoint(out: string, name: string): Promise<Buffer> {
  const latest = (await readFile(join(out, 'latest'), 'utf8')).trim();
  return readFile(join(out, latest, name));
}
