import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium, openPage, servePage } from './chromium.js';
import type { ElementsPage } from './elements.page.js';

declare const window: ElementsPage; // within evaluate

interface Finger {
  readonly x: number;
  readonly y: number;
}

describe.runIf(findChromium())('elements by touch', () => {
  let served: Awaited<ReturnType<typeof servePage>>;
  let opened: Awaited<ReturnType<typeof openPage>>;
  let page: Page;
  let touch: CDPSession;

  beforeAll(async () => {
    served = await servePage({ entry: fileURLToPath(new URL('elements.page.ts', import.meta.url)) });
    opened = await openPage(served.url);
    page = opened.page;
    touch = await page.context().newCDPSession(page);
    await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    await page.evaluate(() => { window.defineElements(); });
  });
  afterAll(async () => {
    await opened.close();
    await served.close();
  });

  /** Puts fingers down, moves them in a few steps, and takes them off. */
  async function glide(...ways: readonly (readonly [from: Finger, to: Finger])[]): Promise<void> {
    const steps = 5;
    const between = (share: number) => ways.map(([from, to], id) => ({ id, x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }));
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: between(0) });
    for (let step = 1; step <= steps; step++)
      if (ways.some(([from, to]) => from !== to)) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: between(step / steps) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.evaluate(() => window.drawn());
  }
  const tap = (at: Finger): Promise<void> => glide([at, at]);

  describe('<latent-map>', () => {
    /** The middle of the map, and how far to the right of it and up a corner of its points is. */
    let middle: Finger;
    let side: number;
    beforeEach(async () => {
      await page.evaluate(async () => {
        window.show('latent-map', { scatter: window.scatter });
        await window.drawn();
      });
      const { x, y, width, height } = (await page.locator('canvas').first().boundingBox())!;
      middle = { x: x + width / 2, y: y + height / 2 };
      side = (0.92 * Math.min(width, height)) / 2;
    });
    const tip = () => page.locator('.tip');

    it('tells of the point that is tapped, until another place is', async () => {
      expect(await tip().isVisible()).toBe(false);
      await tap(middle);
      expect(await tip().innerText()).toContain('point 4');
      await tap({ x: middle.x + side / 2, y: middle.y });
      expect(await tip().isVisible()).toBe(false);
    });

    it('pans under one finger, and a tap finds the points where they are now', async () => {
      await glide([middle, { x: middle.x + 60, y: middle.y + 30 }]);
      expect(await tip().isVisible()).toBe(false);
      await tap({ x: middle.x + 60, y: middle.y + 30 });
      expect(await tip().innerText()).toContain('point 4');
    });

    it('zooms between two fingers, about the place between them', async () => {
      const across = (apart: number, right: number) => ({ x: middle.x + right * apart, y: middle.y });
      await glide([across(40, -1), across(80, -1)], [across(40, 1), across(80, 1)]);
      await tap(middle);
      expect(await tip().innerText()).toContain('point 4');
      await tap({ x: middle.x + side, y: middle.y - side });
      expect(await tip().isVisible()).toBe(false); // the corner has gone twice as far
    });
  });

  it('<latent-pad> decodes where a finger goes', async () => {
    await page.evaluate(async () => {
      window.slowly(window.show('latent-pad', { extent: { x: [0, 1], y: [0, 1] } }) as Parameters<typeof window.slowly>[0]);
      await window.drawn();
    });
    const pad = page.getByRole('slider', { name: 'Code' });
    const { x, y, width, height } = (await pad.boundingBox())!;
    await glide([{ x: x + width / 2, y: y + height / 2 }, { x: x + width * 0.75, y: y + height / 4 }]);
    const [across, up] = (await pad.getAttribute('aria-valuetext'))!.split(', ').map(Number);
    expect(across).toBeCloseTo(0.75, 1);
    expect(up).toBeCloseTo(0.75, 1);
  });

  it('throws nothing into the page', () => {
    expect(opened.errors).toEqual([]);
  });
});
