import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';

const source = fileURLToPath(new URL('../../apps/examples/browser/basic', import.meta.url));

/** Milliseconds that the page may take for anything, on a slow machine. */
export const patience = 300_000;

/** Builds the page that trains an autoencoder, into a new folder. */
export async function buildTrainingPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-page-'));
  await build({ root: source, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  return folder;
}

/** Waits until the page says something that begins so. */
export const waitForStatus = (page: Page, start: RegExp): Promise<unknown> =>
  page.waitForFunction((words) => new RegExp(words).test(document.getElementById('status')?.textContent ?? ''), `^(${start.source})`, {
    timeout: patience,
  });
