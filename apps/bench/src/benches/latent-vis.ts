import { createSeed, EnvironmentError, fillNormal } from '@hourglass/core';
import type * as views from '@hourglass/latent-vis';
import { projectPca, type CodeSet, type Scatter } from '@hourglass/latent-vis';
import { rasterise } from '@hourglass/latent-vis/node';
import { svg } from '@hourglass/latent-vis/svg';
import { comparison } from './comparison.js';
import { useBackend } from '../contenders/backends.js';
import { here } from '../contenders/here.js';

const classes = Array.from({ length: 10 }, (_, i) => String(i));

/** Projections of 10,000 codes of 16 units, and a map of 100,000 points as SVG and as PNG; the figure is the number of points or bytes. */
export const latentVis = comparison(0, async () => {
  const codes = clusters(10_000, 16);
  const { codes: points, ...known } = clusters(100_000, 2);
  const map: Scatter = { kind: 'scatter', points, axes: ['x', 'y'], ...known };
  return [
    here('pca-10000', async () => {
      await useBackend('wasm');
      return (await projectPca(codes)).points.shape[0]!;
    }),
    here('umap-10000', async () => {
      await useBackend('wasm');
      return (await (await built()).projectUmap(codes)).points.shape[0]!;
    }),
    here('map-svg-100000', async () => svg(map).length),
    here('map-png-100000', async () => (await rasterise(svg(map))).length),
  ];
});

/** The package as it is built, for Node starts workers from JavaScript alone. */
async function built(): Promise<typeof views> {
  try {
    return (await import(new URL('../../../../packages/latent-vis/dist/index.js', import.meta.url).href)) as typeof views;
  } catch (cause) {
    throw new EnvironmentError('@hourglass/latent-vis is not built: npm run build.', { cause });
  }
}

/** Normal clusters, one a class, in turn. */
function clusters(count: number, units: number): CodeSet {
  const seed = createSeed(1);
  const data = new Float32Array(count * units);
  const middles = new Float32Array(classes.length * units);
  fillNormal(seed.fork('codes').value, data);
  fillNormal(seed.fork('middles').value, middles);
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes.length);
  data.forEach((value, i) => (data[i] = value + 3 * middles[labels[Math.floor(i / units)]! * units + (i % units)]!));
  return { codes: { data, shape: [count, units] }, labels, classes };
}
