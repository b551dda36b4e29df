import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openPage, servePage } from './chromium.js';
import type { ElementsPage } from './elements.page.js';

declare const window: ElementsPage; // within evaluate

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:";

describe.runIf(findChromium())('elements under a strict content security policy', () => {
  let served: Awaited<ReturnType<typeof servePage>>;
  let opened: Awaited<ReturnType<typeof openPage>>;

  beforeAll(async () => {
    served = await servePage({ entry: fileURLToPath(new URL('elements.page.ts', import.meta.url)), policy });
    opened = await openPage(served.url);
    await opened.page.evaluate(() => { window.defineElements(); });
  });
  afterAll(async () => {
    await opened.close();
    await served.close();
  });

  it.each([
    ['loss-curve', 'curves', 'curves'],
    ['reconstruction-rows', 'rows', 'rows'],
    ['traversal-strip', 'rows', 'rows'],
    ['latent-map', 'scatter', 'scatter'],
    ['feature-cards', 'cards', 'cards'],
  ] as const)('<%s> draws, and breaks none of its rules', async (name, property, view) => {
    await opened.page.evaluate(
      async (given) => {
        window.show(given.name, { [given.property]: window[given.view] });
        await window.drawn();
      },
      { name, property, view },
    );
    expect(opened.errors.splice(0)).toEqual([]);
    expect(await opened.page.locator(`${name} .content`).isVisible()).toBe(true);
  });

  it('draws documents in the colours that the reader prefers, with sharp pixels', async () => {
    const { page } = opened;
    await page.evaluate(async () => {
      window.show('reconstruction-rows', { rows: window.rows });
      await window.drawn();
    });
    const grounds = [];
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      grounds.push(await page.locator('svg > rect').first().evaluate((rect) => getComputedStyle(rect).fill));
    }
    expect(grounds).toEqual(['rgb(20, 23, 28)', 'rgb(255, 255, 255)']);
    expect(await page.locator('svg image').first().evaluate((image) => getComputedStyle(image).imageRendering)).toBe('pixelated');
    expect(opened.errors.splice(0)).toEqual([]);
  });
});
