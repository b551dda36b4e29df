import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckpointError } from './errors.js';
import { folder } from './folder.js';
import type { Files } from './storage.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const typescript = ['--import', 'tsx'];
const writer = fileURLToPath(new URL('fixtures/folder-writer.ts', import.meta.url));

let root: string;
beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'hourglass-folder-')); });
afterEach(() => rm(root, { recursive: true }));

describe('folder', () => {
  it('reads nothing where no folder is, and where the folder is empty', async () => {
    expect(await folder(join(root, 'nowhere')).read()).toBeUndefined();
    expect(await folder(root).read()).toBeUndefined();
  });

  it('reads what was committed, in folders made for it', async () => {
    const storage = folder(join(root, 'a', 'b'));
    const files = { 'run.json': bytes('{}'), 'größe.bin': new Uint8Array([0, 255]), empty: new Uint8Array(0) };
    await storage.commit(files);
    expect(await storage.read()).toEqual(files);
    expect(await folder(join(root, 'a', 'b')).read()).toEqual(files);
  });

  it('keeps the last set alone, without files of the set before', async () => {
    const storage = folder(root);
    await storage.commit({ one: bytes('1'), two: bytes('2') });
    await storage.commit({ two: bytes('3') });
    expect(await storage.read()).toEqual({ two: bytes('3') });
    expect(await readdir(root)).toEqual(['hourglass-checkpoint-2', 'latest']);
    expect(await readFile(join(root, 'latest'), 'utf8')).toBe('hourglass-checkpoint-2\n');
  });

  it('commits in the order of the calls, awaited or not', async () => {
    const storage = folder(root);
    await Promise.all(['1', '2', '3'].map((text) => storage.commit({ file: bytes(text) })));
    expect(await storage.read()).toEqual({ file: bytes('3') });
  });

  it('keeps folders apart that commit at the same time', async () => {
    const storages = ['a', 'b', 'c'].map((name) => folder(join(root, name)));
    await Promise.all(storages.map((storage) => storage.commit({ file: bytes(storage.name) })));
    for (const storage of storages) expect(await storage.read()).toEqual({ file: bytes(storage.name) });
  });

  it('leaves other files and folders as they are', async () => {
    await writeFile(join(root, 'rows.png'), 'a picture');
    for (const name of ['hourglass-checkpoint-of-mine', 'my-hourglass-checkpoint-1', 'checkpoint-500']) {
      await mkdir(join(root, name));
      await writeFile(join(root, name, 'model.safetensors'), 'precious');
    }
    const storage = folder(root);
    await storage.commit({ file: bytes('1') });
    await storage.commit({ file: bytes('2') });
    const foreign = ['checkpoint-500', 'hourglass-checkpoint-of-mine', 'my-hourglass-checkpoint-1', 'rows.png'];
    expect((await readdir(root)).toSorted()).toEqual([...foreign, 'hourglass-checkpoint-2', 'latest'].toSorted());
    expect(await readFile(join(root, 'checkpoint-500', 'model.safetensors'), 'utf8')).toBe('precious');
  });

  it('removes what a crashed commit left, and does not take its name', async () => {
    await folder(root).commit({ file: bytes('1') });
    await mkdir(join(root, 'hourglass-checkpoint-7'));
    await writeFile(join(root, 'latest.tmp'), 'check');
    expect(await folder(root).read()).toEqual({ file: bytes('1') });
    await folder(root).commit({ file: bytes('2') });
    expect(await readdir(root)).toEqual(['hourglass-checkpoint-8', 'latest']);
  });

  it.each(['../x', 'a/b', 'a\\b', '/x', '.', '..', '', 'C:x', 'a\0'])('refuses the file name %j', async (name) => {
    await expect(folder(root).commit({ [name]: bytes('1') })).rejects.toThrow(CheckpointError);
    expect(await readdir(root)).toEqual([]);
  });

  const prefix = 'hourglass-checkpoint-';
  it.each(['../x', '/etc', 'checkpoint-1', `${prefix}1/../..`, prefix, '', `${prefix}1\nx`, 'x'.repeat(100)])(
    'neither reads nor overwrites where latest points to %j',
    async (name) => {
      await mkdir(join(root, 'hourglass-checkpoint-1'));
      await writeFile(join(root, 'latest'), name);
      await expect(folder(root).read()).rejects.toThrow(CheckpointError);
      await expect(folder(root).commit({ file: bytes('1') })).rejects.toThrow('name of a checkpoint folder');
      expect(await readdir(root)).toEqual(['hourglass-checkpoint-1', 'latest']);
    },
  );

  it('says so where latest points to nothing, and commits again', async () => {
    await writeFile(join(root, 'latest'), 'hourglass-checkpoint-3\n');
    await expect(folder(root).read()).rejects.toThrow('hourglass-checkpoint-3: expected a folder, received nothing');
    await folder(root).commit({ file: bytes('1') });
    expect(await folder(root).read()).toEqual({ file: bytes('1') });
  });

  it('follows no link: not as checkpoint, not as latest, not in a checkpoint', async () => {
    await mkdir(join(root, 'elsewhere'));
    await writeFile(join(root, 'elsewhere', 'secret'), 'secret');
    await symlink(join(root, 'elsewhere'), join(root, 'hourglass-checkpoint-1'));
    await writeFile(join(root, 'latest'), 'hourglass-checkpoint-1\n');
    await expect(folder(root).read()).rejects.toThrow('expected a folder, received something else');

    await rm(join(root, 'latest'));
    await symlink(join(root, 'elsewhere', 'secret'), join(root, 'latest'));
    await expect(folder(root).read()).rejects.toThrow('Links are not followed');

    await rm(join(root, 'latest'));
    await folder(root).commit({ file: bytes('1') });
    await symlink(join(root, 'elsewhere', 'secret'), join(root, 'hourglass-checkpoint-2', 'link'));
    await mkdir(join(root, 'hourglass-checkpoint-2', 'folder'));
    expect(await folder(root).read()).toEqual({ file: bytes('1') });
    await folder(root).commit({ file: bytes('2') });
    expect(await readFile(join(root, 'elsewhere', 'secret'), 'utf8')).toBe('secret');
  });

  it('says what to do where a file is in the place of the folder or of one above it', async () => {
    await writeFile(join(root, 'file'), '');
    for (const path of [join(root, 'file'), join(root, 'file', 'below')]) {
      await expect(folder(path).commit({ file: bytes('1') })).rejects.toThrow(/write to .*choose another folder/);
      await expect(folder(path).read()).rejects.toThrow(/Could not read .*choose another folder/);
      await expect(folder(path).read()).rejects.toMatchObject({ name: 'CheckpointError', cause: { code: 'ENOTDIR' } });
    }
  });

  it('leaves the last set, and no rubbish, where there is no room for the next', async () => {
    const files = { file: bytes('1') };
    await folder(root).commit(files);
    const limited = ['-c', 'ulimit -f 8; exec "$@"', 'bash', process.execPath]; // files of at most 8 KiB
    const output = await run('bash', [...limited, ...typescript, writer, root, '2', '100000']);
    expect(output).toMatch(/^(CheckpointError: Could not save a checkpoint in .*EFBIG.*ulimit -f.*\n){2}$/);
    expect(await folder(root).read()).toEqual(files);
    expect(await readdir(root)).toEqual(['hourglass-checkpoint-1', 'latest']);
  });

  it('gives one whole set after a process was killed at any moment of a commit', async () => {
    for (let round = 0; round < 10; round++) {
      const child = spawn(process.execPath, [...typescript, writer, root, '1000000', '300000']);
      const ended = once(child, 'exit');
      await once(child.stdout, 'data'); // at least one commit
      await new Promise((resolve) => setTimeout(resolve, round * 1.7)); // another moment in each round
      child.kill('SIGKILL');
      await ended;
      expect(isWholeSet((await folder(root).read())!, 300000)).toBe(true);
    }
  });

  it('reads one whole set while another process commits', async () => {
    const child = spawn(process.execPath, [...typescript, writer, root, '1000000', '20000'], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const seen = new Set<number>();
    while (seen.size < 10) {
      const files = await folder(root).read();
      if (!files) continue;
      seen.add(files['a']![0]!);
      expect(isWholeSet(files, 20000)).toBe(true);
    }
    child.kill('SIGKILL');
    await ended;
  });
});

/** True for four files of this size that hold the same number everywhere, as the writer commits them. */
function isWholeSet(files: Files, size: number): boolean {
  const version = files['a']?.[0];
  const isWhole = (file: Uint8Array): boolean => file.length === size && file.every((byte) => byte === version);
  return Object.keys(files).sort().join() === 'a,b,c,d' && Object.values(files).every(isWhole);
}

/** What a process writes to its standard output. */
async function run(command: string, parameters: readonly string[]): Promise<string> {
  const env = { ...process.env, TSX_DISABLE_CACHE: '1' };
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'inherit'], env });
  let output = '';
  for await (const chunk of child.stdout) output += String(chunk);
  return output;
}
