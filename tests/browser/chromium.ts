import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, delimiter, join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';

/** The path of a Chromium: `HOURGLASS_CHROMIUM`, or the first on the PATH; undefined where there is none. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  return process.env['HOURGLASS_CHROMIUM'] ?? candidates.find((path) => existsSync(path));
}

export interface ServedPage {
  readonly entry: string;
  readonly html?: string;
  readonly workers?: readonly string[];
  readonly policy?: string;
}

/**
 * Bundles a TypeScript file, packages of this repository from their sources, and serves it in a page.
 *
 * @param options.entry path of the file, loaded as a module
 * @param options.html what the page holds before the script. Default: nothing
 * @param options.workers paths of files that the script starts as workers, served beside it under their names
 * @param options.policy its content security policy. Default: none
 */
export async function servePage({ entry, html = '', workers = [], policy }: ServedPage): Promise<{ url: string; close: () => Promise<void> }> {
  const bundled = async (path: string): Promise<string> => {
    const { outputFiles } = await build({ entryPoints: [path], bundle: true, write: false, format: 'esm', sourcemap: 'inline' });
    return outputFiles[0]!.text;
  };
  const scripts = new Map([['/entry.js', await bundled(entry)]]);
  for (const path of workers) scripts.set(`/${basename(path, '.ts')}.js`, await bundled(path));
  const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${html}`;
  const server = createServer((request, response) => {
    const script = scripts.get(request.url!);
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    if (policy !== undefined) response.setHeader('content-security-policy', policy);
    response.end(script ?? `${page}<script type="module" src="/entry.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}

/**
 * Opens a page in a fresh Chromium without a window, and waits until its script has run.
 *
 * @returns the page, and what went wrong in it so far: uncaught errors and errors on its console
 */
export async function openPage(url: string): Promise<{ page: Page; errors: string[]; close: () => Promise<void> }> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium found: set HOURGLASS_CHROMIUM to the path of one.');
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(url, { waitUntil: 'load' });
  return { page, errors, close: () => browser.close() };
}
