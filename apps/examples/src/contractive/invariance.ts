import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { contractive } from '@hourglass/contractive';
import { adam, createAutoencoder, train, type Autoencoder, type Recipe } from '@hourglass/core';
import { glyphs } from '@hourglass/datasets';
import type { Series } from '@hourglass/latent-vis';
import { rasterise } from '@hourglass/latent-vis/node';
import { svg } from '@hourglass/latent-vis/svg';
import { undercomplete } from '@hourglass/undercomplete';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

const codeSize = 64;
const noise = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3];

/** The same net with and without the penalty: how far noise moves a code, beside how far apart the codes of two digits are. */
export async function invariance({ count = 3000, epochs = 15, weight = 0.003, folder = 'out/examples/contractive' } = {}) {
  await tf.setBackend('wasm');
  const engine = compiled({ runtime: await onnxNode() });
  const digits = glyphs({ size: 20, count });
  const plain = undercomplete({ inputShape: digits.info.inputShape, codeSize, codeActivation: 'sigmoid' });
  const recipes: Record<string, Recipe> = { plain, contractive: contractive(plain, { weight }) };

  const found: Record<string, { mse: number; moved: number[] }> = {};
  for (const [name, recipe] of Object.entries(recipes)) {
    const model = createAutoencoder(recipe, { engine });
    await train(model, digits, { epochs, batchSize: 64, optimiser: adam({ learningRate: 0.003 }) });
    const { mse } = await model.evaluate(glyphs({ size: 20, split: 'test', count: 500 }));
    const moved = await shares(model);
    found[name] = { mse, moved };
    console.log(`${name}: error ${mse.toFixed(4)}; noise of 0.1 moves a code ${(100 * moved[2]!).toFixed(1)} % of the way to another digit's`);
    model.dispose();
  }

  await mkdir(folder, { recursive: true });
  const series = Object.entries(found).map(([name, { moved }]): Series => ({ name, values: moved }));
  const labels = { xLabel: 'noise on each pixel', yLabel: "how far a code moves, over the way to another digit's" };
  await writeFile(join(folder, 'moved.png'), await rasterise(svg({ kind: 'curves', x: noise, series, ...labels })));
  console.log(`The same for other noise is drawn in ${join(folder, 'moved.png')}.`);
  return found;
}

/** For each strength of noise, root mean square of how far it moves codes of digits that it never saw, over how far apart those are. */
async function shares(model: Autoencoder): Promise<number[]> {
  for await (const { clean } of glyphs({ size: 20, split: 'test', count: 500 }).batches({ batchSize: 500 })) {
    const { data: code } = await model.encode(clean);
    const another = Float32Array.of(...code.subarray(codeSize), ...code.subarray(0, codeSize)); // neighbours are different digits
    return Promise.all(
      noise.map(async (strength) => {
        const noisy = clean.data.map((value, i) => value + (Math.sin(12.9898 * i ** 2) > 0 ? strength : -strength));
        const { data: moved } = await model.encode({ data: noisy, shape: clean.shape });
        return distance(moved, code) / distance(another, code);
      }),
    );
  }
  throw new Error('No digit was drawn.');
}

const distance = (some: Float32Array, others: Float32Array): number =>
  Math.sqrt(some.reduce((sum, value, i) => sum + (value - others[i]!) ** 2, 0));

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await invariance();
