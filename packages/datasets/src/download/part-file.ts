import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * Makes the file that a download writes to, this process's own: what an earlier download left, or an empty one. A rename
 * decides which of several processes gets what was left.
 *
 * @param path where the whole file will be
 * @returns where the part is
 */
export async function claimPart(path: string): Promise<string> {
  const own = `${path}.${owner(process.pid)}${randomUUID().slice(0, 8)}.part`;
  for (const left of [leftPart(path), ...(await abandoned(path))]) {
    const claimed = await rename(left, own).then(() => true, () => false);
    if (claimed) return own;
  }
  await (await open(own, 'wx')).close();
  return own;
}

/** Leaves a part for a later download to go on with; an empty one goes. */
export async function releasePart(own: string, path: string): Promise<void> {
  const { size } = await stat(own);
  await (size > 0 ? rename(own, leftPart(path)) : rm(own));
}

const leftPart = (path: string): string => `${path}.part`;

const owner = (pid: number): string => `${hostname()}-${pid}-`;

/** The parts of processes of this machine that ended before they could let them go. */
async function abandoned(path: string): Promise<string[]> {
  const folder = dirname(path);
  const start = `${basename(path)}.${hostname()}-`;
  const parts = (await readdir(folder)).filter((name) => name.startsWith(start) && name.endsWith('.part'));
  return parts.filter((name) => !isAlive(Number(name.slice(start.length).split('-')[0]))).map((name) => join(folder, name));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'; // it is another user's
  }
}
