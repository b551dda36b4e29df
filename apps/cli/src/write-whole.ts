import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withFile } from './file-errors.js';

/** Writes a file whole or not at all, also where the power fails, and makes the folder that it lies in. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  await withFile(`Could not write ${path}`, path, () => write(path, content));
}

async function write(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
