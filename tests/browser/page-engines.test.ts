import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openPage } from './chromium.js';
import { serveFolder } from './serve-folder.js';
import { buildTrainingPage, patience, waitForStatus } from './training-page.js';

/** What the page said when it had trained for two epochs. */
interface Trained {
  readonly engine: string;
  readonly isolated: boolean;
  readonly cores: number;
  readonly firstError: number;
  readonly error: number;
  readonly errors: readonly string[];
}

async function train(folder: string, { isolated = false } = {}): Promise<Trained> {
  const served = await serveFolder(folder, { isolated });
  const { page, errors, close } = await openPage(served.url);
  const text = async (id: string): Promise<string> => (await page.textContent(`#${id}`)) ?? '';
  await waitForStatus(page, /Ready/);
  const firstError = Number(await text('first-error'));
  await page.locator('#epochs').fill('2');
  await page.click('#start');
  await waitForStatus(page, /Done|Something/);
  const about = await page.evaluate(() => ({ isolated: crossOriginIsolated, cores: navigator.hardwareConcurrency }));
  const trained = { ...about, engine: await text('engine'), firstError, error: Number(await text('error')), errors };
  await close();
  await served.close();
  return trained;
}

describe.runIf(findChromium())('the page that trains an autoencoder', { timeout: patience }, () => {
  const folders: string[] = [];
  const runs: Record<string, Trained> = {};

  beforeAll(async () => {
    const folder = await buildTrainingPage();
    const withoutRuntime = `${folder}-without-runtime`;
    folders.push(folder, withoutRuntime);
    await cp(folder, withoutRuntime, { recursive: true });
    const assets = join(withoutRuntime, 'assets');
    for (const name of await readdir(assets)) if (/^ort-.*\.wasm$/.test(name)) await rm(join(assets, name));
    runs['alone'] = await train(folder);
    runs['isolated'] = await train(folder, { isolated: true });
    runs['withoutRuntime'] = await train(withoutRuntime);
  }, patience);
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true });
  });

  it('trains on the compiled engine, on one thread', () => {
    expect(runs['alone']).toMatchObject({ engine: 'Engine: compiled-web, 1 thread', isolated: false, errors: [] });
  });

  it('trains on as many threads as there are cores where it is cross-origin isolated', () => {
    const { cores, ...run } = runs['isolated']!;
    expect(run).toMatchObject({ engine: `Engine: compiled-web, ${cores} ${cores === 1 ? 'thread' : 'threads'}`, isolated: true, errors: [] });
  });

  it('trains on TensorFlow.js alone where ONNX Runtime does not load, and says why', () => {
    expect(runs['withoutRuntime']!.engine).toMatch(/^Engine: wasm \(compiled-web: onnxruntime-web does not load \(.+\)\)$/);
  });

  it('learns the same on each', () => {
    for (const { firstError, error } of Object.values(runs)) {
      expect(error).toBeLessThan(0.5 * firstError);
      expect(error).toBeCloseTo(runs['withoutRuntime']!.error, 3);
    }
  });
});
