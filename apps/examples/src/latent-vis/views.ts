import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { adam, createAutoencoder, train } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import { collectCodes, knnAccuracy, live, lossCurves, manifoldGrid, projectPca, reconstructionRows, traversals, type Scatter, type View } from '@hourglass/latent-vis';
import { rasterise } from '@hourglass/latent-vis/node';
import { png } from '@hourglass/latent-vis/png';
import { report } from '@hourglass/latent-vis/report';
import { svg } from '@hourglass/latent-vis/svg';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

/** Drawn digits in two numbers: their map, what the plane decodes to, each number varied; as pictures and as one page. */
export async function views({ count = 4000, epochs = 30, folder = 'out/examples/latent-vis' } = {}) {
  await tf.setBackend('wasm');
  const [digits, unseen] = [glyphs({ count }), glyphs({ split: 'test', count: 1000 })];
  const recipe = undercomplete({ inputShape: digits.info.inputShape, widths: [256, 64], codeSize: 2 });
  const model = createAutoencoder(recipe, { engine: compiled({ runtime: await onnxNode() }) });
  await mkdir(folder, { recursive: true });

  const redraw = live(async () => writeFile(join(folder, 'live.png'), png(await reconstructionRows(model, unseen)))); // watch it change
  const { history } = await train(model, digits, { epochs, optimiser: adam({ learningRate: 0.002 }), onProgress: redraw });

  const set = await collectCodes(model, unseen, { images: true });
  const map: Scatter = { ...set, kind: 'scatter', points: set.codes, axes: ['unit 0', 'unit 1'] };
  const drawn: Record<string, View> = {
    rows: await reconstructionRows(model, unseen, { errors: true }),
    map,
    manifold: await manifoldGrid(model, set, { rows: 16, columns: 16 }),
    traversals: await traversals(model, set),
    loss: lossCurves(history),
  };
  for (const [name, view] of Object.entries(drawn)) await writeFile(join(folder, `${name}.png`), await rasterise(svg(view, { thumbnails: true })));
  const sections = Object.entries(drawn).map(([heading, view]) => ({ heading, pictures: [{ view }] }));
  await writeFile(join(folder, 'report.html'), report({ title: 'Digits in two numbers', sections }));

  const accuracy = { code: await knnAccuracy(map.points, set.labels), pca: await knnAccuracy((await pcaOf(unseen)).points, set.labels) };
  console.log(`Neighbours on the map share the class: ${percent(accuracy.code)}; on a map of the images by PCA: ${percent(accuracy.pca)}. Pictures and report.html are in ${folder}.`);
  model.dispose();
  return accuracy;
}

/** The images themselves, flattened, on a plane. */
async function pcaOf(unseen: ReturnType<typeof glyphs>): Promise<Scatter> {
  for await (const { clean } of unseen.batches({ batchSize: unseen.info.size! })) return projectPca({ codes: { data: clean.data, shape: [clean.shape[0]!, 28 * 28] } });
  throw new Error('No sample was drawn.');
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await views();
