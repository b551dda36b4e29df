import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openPage } from './chromium.js';
import { serveFolder } from './serve-folder.js';
import { buildTrainingPage, patience, waitForStatus } from './training-page.js';

describe.runIf(findChromium())('the page that trains an autoencoder', { timeout: patience }, () => {
  let folder: string;
  let served: Awaited<ReturnType<typeof serveFolder>>;
  let opened: Awaited<ReturnType<typeof openPage>>;
  let page: Page;
  const requested = new Set<string>();

  beforeAll(async () => {
    folder = await buildTrainingPage();
    served = await serveFolder(folder);
    opened = await openPage(served.url);
    page = opened.page;
    page.on('request', (request) => requested.add(new URL(request.url()).origin));
  }, patience);
  afterAll(async () => {
    await opened.close();
    await served.close();
    await rm(folder, { recursive: true });
  });

  const text = async (id: string): Promise<string> => (await page.textContent(`#${id}`)) ?? '';
  const figure = async (id: string): Promise<number> => Number(await text(id));
  const status = (start: RegExp): Promise<unknown> => waitForStatus(page, start);
  const slide = (id: string, value: number): Promise<void> => page.locator(`#${id}`).fill(String(value));

  /** The spread of grey in each of the two rows of pictures. */
  const contrasts = (): Promise<number[]> =>
    page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      const { data, width, height } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return [0, 1].map((row) => {
        const greys = Array.from({ length: (width * height) / 2 }, (_, i) => i + (row * width * height) / 2)
          .filter((pixel) => data[4 * pixel + 3] === 255)
          .map((pixel) => data[4 * pixel]!);
        const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
        return Math.sqrt(greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length);
      });
    });

  it('learns while one watches, and ends well below where it began and below the mean image', async () => {
    await status(/Ready/);
    expect(await text('error')).toBe('–');
    expect(await figure('first-error')).toBeGreaterThan(0);
    expect((await contrasts())[0]).toBeGreaterThan(30);
    expect(await page.isDisabled('#load')).toBe(true);
    await slide('code-size', 24);
    await slide('epochs', 6);
    await page.click('#start');
    await status(/Done/);

    const [error, firstError, meanImageError] = await Promise.all(['error', 'first-error', 'mean-image-error'].map(figure));
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(0.3 * firstError!);
    expect(error).toBeLessThan(0.6 * meanImageError!);
    for (const contrast of await contrasts()) expect(contrast).toBeGreaterThan(30);
    expect(await page.locator('#chart svg').textContent()).toContain('epoch');
  });

  it('shows the run that it kept after it was closed and opened again', async () => {
    const error = await text('error');
    await page.reload();
    await status(/Ready/);
    expect(await text('error')).not.toBe(error);
    await page.click('#load');
    await status(/Done/);
    expect(await text('error')).toBe(error);
    expect(await text('code-size-value')).toBe('24');
  });

  it('stops when asked, and can start again', async () => {
    await slide('epochs', 40);
    await page.click('#start');
    await status(/Epoch 1 of 40/);
    expect(await text('start')).toBe('Stop');
    await page.click('#start');
    await status(/Stopped/);
    expect(await text('start')).toBe('Start');
    expect(await page.isDisabled('#code-size')).toBe(false);
  });

  it('stops before the first epoch when asked at once', async () => {
    await slide('epochs', 10);
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('#start')!;
      button.click();
      button.click();
    });
    await status(/Stopped|Done|Something/);
    expect(await text('status')).toMatch(/^Stopped/);
    expect(await text('start')).toBe('Start');
    expect(await page.locator('#chart polyline, #chart path').count()).toBe(0);
  });

  it('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });

  it('names every control for those who cannot see it', async () => {
    for (const name of ['Code size', 'Epochs']) expect(await page.getByRole('slider', { name }).count()).toBe(1);
    expect(await page.getByRole('img', { name: /mean squared error/ }).count()).toBe(1);
    expect(await page.getByRole('progressbar').getAttribute('aria-label')).toBeTruthy();
  });

  it('needs no other host, and reports no error', () => {
    expect([...requested].filter((origin) => origin !== 'null')).toEqual([new URL(served.url).origin]);
    expect(opened.errors).toEqual([]);
  });
});
