import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openPage, servePage } from './chromium.js';
import type { ElementsPage } from './elements.page.js';

declare const window: ElementsPage; // within evaluate

describe.runIf(findChromium())('elements in the page', () => {
  let served: Awaited<ReturnType<typeof servePage>>;
  let opened: Awaited<ReturnType<typeof openPage>>;
  let page: Page;

  beforeAll(async () => {
    served = await servePage({ entry: fileURLToPath(new URL('elements.page.ts', import.meta.url)) });
    opened = await openPage(served.url);
    page = opened.page;
    await page.evaluate(() => { window.defineElements(); });
  });
  afterAll(async () => {
    await opened.close();
    await served.close();
  });
  afterEach(() => {
    expect(opened.errors.splice(0)).toEqual([]); // whatever a test does, nothing is thrown into the page
  });

  /** Shows one of the page's views in an element, drawn. */
  const show = (name: string, property: string, view: 'curves' | 'rows' | 'scatter' | 'cards'): Promise<void> =>
    page.evaluate(
      async (given) => {
        window.show(given.name, { [given.property]: window[given.view] });
        await window.drawn();
      },
      { name, property, view },
    );
  const drawn = (): Promise<void> => page.evaluate(() => window.drawn());
  const told = (type: string) => page.evaluateHandle((name) => window.listen(name), type);
  const message = (): Promise<string | null> => page.locator('.message').textContent();

  it('takes over what was set before they were defined, and may be defined twice', async () => {
    await page.reload();
    await show('loss-curve', 'curves', 'curves');
    expect(await page.locator('loss-curve svg').count()).toBe(0);
    await page.evaluate(async () => {
      window.defineElements();
      window.defineElements();
      await window.drawn();
    });
    expect(await page.locator('loss-curve svg').count()).toBe(1);
  });

  describe('<loss-curve>', () => {
    it('draws its curves as an image that says what it shows, anew when they change', async () => {
      await show('loss-curve', 'curves', 'curves');
      const image = page.getByRole('img', { name: 'loss (mean) by epoch' });
      expect(await image.textContent()).toContain('train/total goes from 0.5 to 0.3');
      await page.evaluate(async () => {
        const series = [{ name: 'train/total', values: [0.5, 0.4, 0.1] }];
        Object.assign(document.querySelector('loss-curve')!, { curves: { ...window.curves, series } });
        await window.drawn();
      });
      expect(await image.textContent()).toContain('train/total goes from 0.5 to 0.1');
    });

    it('follows its box', async () => {
      await show('loss-curve', 'curves', 'curves');
      for (const width of [300, 900]) {
        await page.evaluate(async (to) => {
          document.querySelector('loss-curve')!.style.width = `${to}px`;
          await window.drawn();
        }, width);
        expect(await page.locator('svg').getAttribute('width')).toBe(String(width));
      }
    });

    it('draws on after it was removed and put back', async () => {
      await show('loss-curve', 'curves', 'curves');
      await page.evaluate(async () => {
        const element = document.querySelector('loss-curve')!;
        element.remove();
        element.curves = { ...window.curves, yLabel: 'penalty' };
        await window.drawn();
        document.body.append(element);
        await window.drawn();
      });
      expect(await page.getByRole('img', { name: 'penalty by epoch' }).count()).toBe(1);
    });
  });

  describe('<reconstruction-rows>', () => {
    it('draws its rows, and scrolls by keyboard where they are wider than it', async () => {
      await show('reconstruction-rows', 'rows', 'rows');
      expect(await page.getByRole('img', { name: 'unit 0, unit 1' }).locator('image').count()).toBe(8);
      expect(await page.getByRole('region').count()).toBe(0);
      await page.evaluate(async () => {
        document.querySelector('reconstruction-rows')!.style.width = '200px';
        await window.drawn();
      });
      const region = page.getByRole('region', { name: 'Rows of images' });
      await region.focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => region.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
    });
  });

  describe('<traversal-strip>', () => {
    it('has a slider for each unit, moved by keys and by its images, and tells unit, step and value', async () => {
      await show('traversal-strip', 'rows', 'rows');
      const changes = await told('change');
      const slider = page.getByRole('slider', { name: 'unit 0' });
      expect(await slider.getAttribute('aria-valuetext')).toBe('0, 3 of 5');
      await slider.press('ArrowRight');
      await page.locator('.unit:nth-child(2) canvas').first().click();
      expect(await changes.jsonValue()).toEqual([
        { unit: 0, step: 3, value: 1 },
        { unit: 1, step: 0, value: 0 },
      ]);
      expect(await slider.getAttribute('aria-valuetext')).toBe('1, 4 of 5');
      expect(await page.locator('.chosen').count()).toBe(2);
    });

    it('keeps what was chosen when new images come', async () => {
      await show('traversal-strip', 'rows', 'rows');
      await page.getByRole('slider', { name: 'unit 0' }).press('End');
      await page.evaluate(async () => {
        Object.assign(document.querySelector('traversal-strip')!, { rows: { ...window.rows } });
        await window.drawn();
      });
      expect(await page.getByRole('slider', { name: 'unit 0' }).inputValue()).toBe('4');
      await page.keyboard.press('Home'); // the focus stayed
      expect(await page.getByRole('slider', { name: 'unit 0' }).inputValue()).toBe('0');
    });
  });

  describe('<latent-map>', () => {
    const map = () => page.getByRole('application');
    const colours = (): Promise<Record<string, number>> => page.locator('.plot > canvas').first().evaluate((canvas) => window.colours(canvas as HTMLCanvasElement));
    const count = async (ink: string): Promise<number> => (await colours())[ink] ?? 0;
    const center = async () => {
      const { x, y, width, height } = (await map().boundingBox())!;
      return { x: x + width / 2, y: y + height / 2, side: (0.92 * Math.min(width, height)) / 2 };
    };

    it('says what it shows and how it is used', async () => {
      await show('latent-map', 'scatter', 'scatter');
      expect(await map().getAttribute('aria-label')).toBe('5 points by PCA 1 and PCA 2, in 2 classes');
      expect(await page.locator('latent-map').ariaSnapshot()).toContain('button "Zoom in"');
      const tree = await (await page.context().newCDPSession(page)).send('Accessibility.getFullAXTree');
      const described = tree.nodes.find(({ role }) => role?.value === 'application')?.description?.value as string;
      expect(described).toMatch(/Arrow keys move the map.*Escape selects none/);
    });

    it('tells of the point under the mouse, with its picture', async () => {
      await show('latent-map', 'scatter', 'scatter');
      const { x, y, side } = await center();
      await page.mouse.move(x + side + 3, y - side + 2);
      expect(await page.locator('.tip').innerText()).toBe('one\npoint 3\n1, 1');
      expect(await page.locator('.tip canvas').count()).toBe(1);
      await page.mouse.move(x + side / 2, y);
      expect(await page.locator('.tip').isVisible()).toBe(false);
    });

    it('pans by dragging, zooms about the mouse, and shows all again', async () => {
      await show('latent-map', 'scatter', 'scatter');
      const { x, y, side } = await center();
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 40, y + 20, { steps: 3 });
      await page.mouse.up();
      await drawn();
      await page.mouse.move(x + 40, y + 20);
      expect(await page.locator('.tip').innerText()).toContain('point 4');
      await page.mouse.wheel(0, -200);
      await drawn();
      await page.mouse.move(x + 41, y + 20);
      expect(await page.locator('.tip').innerText()).toContain('point 4'); // what is under the mouse stays there
      await page.getByRole('button', { name: 'Show all points' }).click();
      await drawn();
      await page.mouse.move(x - side, y - side);
      expect(await page.locator('.tip').innerText()).toContain('point 2');
    });

    it('is moved by keys, and tells of the point in its middle', async () => {
      await show('latent-map', 'scatter', 'scatter');
      await map().focus();
      for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
      for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowUp');
      expect(await page.getByRole('status').filter({ hasText: 'point' }).innerText()).toBe('one point 2');
    });

    it('selects by lasso, all in view by Enter and none by Escape, and tells which', async () => {
      await show('latent-map', 'scatter', 'scatter');
      const selections = await told('select');
      const indices = () => selections.evaluate((all) => all.map((one) => [...(one as { indices: Uint32Array }).indices]));
      const { x, y, side } = await center();
      await page.getByRole('button', { name: /Lasso/ }).click();
      await page.mouse.move(x - side - 10, y - side - 5);
      await page.mouse.down();
      for (const [right, down] of [[side + 10, -side - 5], [side + 10, -side + 20], [-side - 10, -side + 20]] as const)
        await page.mouse.move(x + right, y + down, { steps: 4 });
      await page.mouse.up();
      expect(await indices()).toEqual([[2, 3]]);
      expect(await page.locator('.caption').innerText()).toContain('2 of 5 points selected');
      await drawn();
      expect(await count('#0c90f0')).toBe(0); // the class outside is grey
      await map().press('Enter');
      await map().press('Escape');
      expect(await indices()).toEqual([[2, 3], [0, 1, 2, 3, 4], []]);
      expect(await page.locator('.caption').innerText()).toContain('5 points');
    });

    it('hides a class by its legend', async () => {
      await show('latent-map', 'scatter', 'scatter');
      const near = async (): Promise<boolean> => {
        const { x, y, side } = await center();
        await page.mouse.move(x - side, y + side);
        return page.locator('.tip').isVisible();
      };
      expect(await near()).toBe(true);
      await page.getByRole('button', { name: 'zero' }).press('Enter');
      expect(await page.getByRole('button', { name: 'zero' }).getAttribute('aria-pressed')).toBe('false');
      await drawn();
      expect(await near()).toBe(false);
    });

    it('shows pictures at points when one is near', async () => {
      await show('latent-map', 'scatter', 'scatter');
      const { x, y } = await center();
      await page.mouse.move(x, y);
      expect(await count('#808080')).toBe(0);
      for (let i = 0; i < 5; i++) await page.mouse.wheel(0, -200);
      await expect.poll(() => count('#808080')).toBeGreaterThan(400); // the sample of the point in the middle is grey
    });

    it('follows the colours that the reader prefers', async () => {
      await show('latent-map', 'scatter', 'scatter');
      const grounds = [];
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        await drawn();
        grounds.push(Object.entries(await colours()).toSorted(([, a], [, b]) => b - a)[0]![0]);
      }
      expect(grounds).toEqual(['#14171c', '#ffffff']);
    });

    it('draws what is finite of points and says how many are not', async () => {
      await page.evaluate(async () => {
        const points = { data: Float32Array.of(0, 0, NaN, 1, Infinity, 2), shape: [3, 2] };
        window.show('latent-map', { scatter: { kind: 'scatter', points, axes: ['x', 'y'] } });
        await window.drawn();
      });
      expect(await page.locator('.caption').innerText()).toContain('3 points · 2 not finite, not drawn');
    });
  });

  describe('<latent-pad>', () => {
    const pad = () => page.getByRole('slider', { name: 'Code' });
    const showPad = (properties: object = {}) =>
      page.evaluateHandle(async (given) => {
        const slow = window.slowly(window.show('latent-pad', given) as Parameters<typeof window.slowly>[0]);
        await window.drawn();
        return slow;
      }, properties);

    it('decodes the middle first, then where one drags and by keys, and says the numbers', async () => {
      const slow = await showPad({ extent: { x: [0, 1], y: [0, 1] } });
      expect(await slow.evaluate(({ asked }) => asked)).toEqual([[0.5, 0.5]]);
      await slow.evaluate(({ answer }) => { answer(); });
      await expect.poll(() => page.getByRole('img', { name: 'What 0.5, 0.5 decodes to' }).count()).toBe(1);

      await pad().press('ArrowUp');
      expect(await pad().getAttribute('aria-valuetext')).toBe('0.5, 0.52');
      expect(await page.locator('output').innerText()).toBe('code 0.5, 0.52');
      await slow.evaluate(({ answer }) => { answer(); });
      const { x, y, width, height } = (await pad().boundingBox())!;
      await page.mouse.click(x + width - 2, y + height / 2);
      expect(await pad().getAttribute('aria-valuetext')).toMatch(/^1, 0.5/); // no farther than the edge
    });

    it('leaves out what one passed while it was decoding', async () => {
      const slow = await showPad({ extent: { x: [0, 1], y: [0, 1] } });
      for (let i = 0; i < 3; i++) await pad().press('ArrowRight');
      await slow.evaluate(({ answer }) => { answer(); });
      await expect.poll(() => slow.evaluate(({ asked }) => asked.map(([x]) => x!.toFixed(2)))).toEqual(['0.50', '0.56']);
    });

    it('drops the answer of a decoder that was replaced', async () => {
      const first = await showPad();
      const second = await page.evaluateHandle(async () => {
        const slow = window.slowly(document.querySelector('latent-pad')!);
        await window.drawn();
        return slow;
      });
      await first.evaluate(async ({ answer }) => {
        answer();
        await window.drawn();
      });
      expect(await page.getByRole('img', { name: 'Nothing decoded yet' }).count()).toBe(1);
      await second.evaluate(({ answer }) => { answer(); });
      await expect.poll(() => page.getByRole('img', { name: 'What 0, 0 decodes to' }).count()).toBe(1);
    });

    it('shows what the decoder throws, and goes on', async () => {
      await page.evaluate(async () => {
        let times = 0;
        const decode = () => (times++ ? Promise.resolve({ data: Float32Array.of(1), shape: [1, 1, 1] }) : Promise.reject(new Error('out of memory')));
        window.show('latent-pad', { decode });
        await window.drawn();
      });
      await expect.poll(message).toBe('decode: out of memory');
      await pad().press('ArrowRight');
      await expect.poll(message).toBe('');
    });

    it('refuses codes of more than two numbers', async () => {
      await showPad({ codes: { codes: { data: [1, 2, 3], shape: [1, 3] } } });
      expect(await message()).toMatch(/^points: expected \[count, 2\]/);
    });
  });

  describe('<feature-cards>', () => {
    it('sets as many cards in a row as there is room for', async () => {
      await show('feature-cards', 'cards', 'cards');
      const image = page.getByRole('img', { name: '2 units of a code' });
      const widthOf = async (box: number): Promise<number> => {
        await page.evaluate(async (to) => {
          document.querySelector('feature-cards')!.style.width = `${to}px`;
          await window.drawn();
        }, box);
        return Number(await image.getAttribute('width'));
      };
      expect(await widthOf(296)).toBeLessThanOrEqual(296);
      expect(await widthOf(900)).toBeGreaterThan(500);
      expect(await image.textContent()).toContain('unit 3 is active in 25 %; unit 7 is active in 25 %');
    });
  });

  describe('what cannot be drawn', () => {
    it.each([
      ['loss-curve', {}, 'No curves yet'],
      ['reconstruction-rows', {}, 'No rows yet'],
      ['traversal-strip', {}, 'No traversals yet'],
      ['latent-map', {}, 'No points yet'],
      ['latent-pad', {}, 'Nothing to decode with yet'],
      ['feature-cards', {}, 'No cards yet'],
      ['feature-cards', { cards: { cards: [], of: {}, range: [0, 1] } }, /^cards: expected at least one/],
      ['loss-curve', { curves: 3 }, /^loss-curve: expected something to draw/],
      ['reconstruction-rows', { rows: { kind: 'rows', rows: [], range: [0, 1] } }, /^rows: expected at least one row/],
      ['traversal-strip', { rows: { kind: 'rows', rows: [], range: [0, 1] } }, /^rows: expected at least one row/],
      ['latent-map', { scatter: { points: { data: [], shape: [0, 2] }, axes: ['x', 'y'] } }, /^No points to show/],
      ['latent-map', { scatter: { points: { data: [NaN, 1], shape: [1, 2] }, axes: ['x', 'y'] } }, /^No points to show/],
      ['latent-map', { scatter: { points: { data: [1, 2, 3], shape: [1, 3] }, axes: ['x', 'y'] } }, /^points: expected \[count, 2\]/],
      ['latent-map', { scatter: { points: { data: [1, 2], shape: [1, 2] }, labels: [0, 1], classes: ['a', 'b'], axes: ['x', 'y'] } }, /^labels: expected one/],
    ])('<%s> says why in place of it', async (name, properties, expected) => {
      await page.evaluate(
        async (given) => {
          window.show(given.name, given.properties);
          await window.drawn();
        },
        { name, properties },
      );
      expect(await page.locator(name).locator('.message').textContent()).toMatch(expected);
      expect(await page.locator(`${name} .content`).isVisible()).toBe(false);
    });

    it('gives way to what can', async () => {
      await page.evaluate(async () => {
        window.show('latent-map', { scatter: 3 });
        await window.drawn();
      });
      expect(await message()).toMatch(/^latent-map: expected something to draw/);
      await page.evaluate(async () => {
        document.querySelector('latent-map')!.scatter = window.scatter;
        await window.drawn();
      });
      expect(await message()).toBe('');
      expect(await page.getByRole('application').isVisible()).toBe(true);
    });
  });

  it('draws a scatter on any canvas, over all of it', async () => {
    const counted = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [100, 80];
      window.drawScatter(canvas.getContext('2d')!, window.scatter, { hidden: new Set(['one']), dark: true });
      return window.colours(canvas);
    });
    expect(Object.values(counted).reduce((sum, count) => sum + count)).toBe(8000);
    expect(counted['#14171c']).toBeGreaterThan(7000);
    expect(Object.keys(counted).length).toBeGreaterThan(3);
  });
});
