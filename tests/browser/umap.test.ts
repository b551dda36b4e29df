import { fileURLToPath } from 'node:url';
import { knnAccuracy } from '@hourglass/latent-vis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openPage, servePage } from './chromium.js';
import type { UmapPage } from './umap.page.js';

declare const window: UmapPage; // within evaluate

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Two groups of codes of three numbers, far apart. */
const labels = Array.from({ length: 50 }, (_, i) => i % 2);
const values = Array.from({ length: 150 }, (_, i) => Math.sin(i * i) + 20 * labels[Math.floor(i / 3)]!);

describe.runIf(findChromium())('projectUmap in the browser', () => {
  let served: Awaited<ReturnType<typeof servePage>>;
  let opened: Awaited<ReturnType<typeof openPage>>;

  beforeAll(async () => {
    served = await servePage({
      entry: pathOf('umap.page.ts'),
      workers: [pathOf('../../packages/latent-vis/src/umap-worker.ts')],
    });
    opened = await openPage(served.url);
  });
  afterAll(async () => {
    await opened.close();
    await served.close();
  });

  it('lays codes out in a worker', async () => {
    const started = opened.page.waitForEvent('worker');
    const points = await opened.page.evaluate(async (given) => {
      const view = await window.projectUmap({ codes: { data: Float32Array.from(given), shape: [50, 3] } });
      return [...view.points.data];
    }, values);
    expect((await started).url()).toBe(`${served.url}umap-worker.js`);
    expect(await knnAccuracy({ data: Float32Array.from(points), shape: [50, 2] }, labels)).toBe(1);
    await expect.poll(() => opened.page.workers()).toEqual([]);
  });

  it('ends its worker with the signal', async () => {
    const message = await opened.page.evaluate(async (given) => {
      const controller = new AbortController();
      const stop = (): void => controller.abort(new Error('enough'));
      const codes = { data: Float32Array.from(given), shape: [50, 3] };
      return window.projectUmap({ codes }, { signal: controller.signal, onProgress: stop }).then(
        () => 'no error',
        (error: unknown) => (error as Error).message,
      );
    }, values);
    expect(message).toBe('enough');
    await expect.poll(() => opened.page.workers()).toEqual([]);
  });

  it('says so where its worker does not load', async () => {
    await opened.page.route('**/umap-worker.js', (route) => route.fulfill({ status: 404 }));
    const message = await opened.page.evaluate(
      (given) =>
        window.projectUmap({ codes: { data: Float32Array.from(given), shape: [50, 3] } }).then(
          () => 'no error',
          (error: unknown) => (error as Error).message,
        ),
      values,
    );
    expect(message).toContain('its worker did not start');
  });
});
