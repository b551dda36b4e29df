/** Prints how fast `<latent-map>` draws and pans a million points: `npx tsx --tsconfig tsconfig.json tests/browser/measure-map.ts` */
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openPage, servePage } from './chromium.js';
import type { MeasureMapPage } from './measure-map.page.js';

declare const window: MeasureMapPage; // within evaluate

const served = await servePage({ entry: fileURLToPath(new URL('measure-map.page.ts', import.meta.url)) });
const { page, errors, close } = await openPage(served.url);
await page.setViewportSize({ width: 1400, height: 800 });
const { first, panned } = await page.evaluate(() => window.measure(61));
const sorted = panned.toSorted((a, b) => a - b);
const [median, slowest] = [sorted[sorted.length >> 1]!, sorted.at(-1)!];
console.log(`1,000,000 points, Chromium without a graphics card (software rendering), ${cpus()[0]?.model ?? 'unknown processor'}`);
console.log(`first picture ${first.toFixed(0)} ms; panned at ${(1000 / median).toFixed(1)} frames a second (median ${median.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms)`);
for (const error of errors) console.error(error);
await close();
await served.close();
