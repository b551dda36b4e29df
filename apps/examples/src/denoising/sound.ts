import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { convolutional } from '@hourglass/convolutional';
import { adam, createAutoencoder, snr, train } from '@hourglass/core';
import { tones, writeWav } from '@hourglass/datasets';
import { inWindows } from '@hourglass/denoising';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

const sampleRate = 8000;

/** Learns to take white noise, as loud as the sound, off plucked tones, and cleans longer ones that it never heard. */
export async function sound({ count = 4000, epochs = 10, folder = 'out/examples/sound' } = {}) {
  await tf.setBackend('wasm');
  const plucked = tones({ count, length: 256, sampleRate, snr: 0 }); // pairs: clean, and in noise
  const recipe = convolutional({ inputShape: [256, 1], filters: [16, 32, 32], kernelSize: 9, downsample: 'stride', range: [-1, 1] });
  const model = createAutoencoder(recipe, { engine: compiled({ runtime: await onnxNode() }) });
  await train(model, plucked, {
    epochs,
    batchSize: 32,
    optimiser: adam({ learningRate: 0.003 }),
    onProgress: ({ epoch, record }) => record && console.log(`epoch ${epoch}: loss ${record.train['total']!.toFixed(5)}`),
  });

  await mkdir(folder, { recursive: true });
  const gains: number[] = [];
  for await (const { clean, corrupted, index: [number = 0] } of tones({ split: 'test', count: 20, length: 4000, sampleRate, snr: 0 }).batches({ batchSize: 1 })) {
    const [wanted, noisy] = [clean, corrupted!].map(({ data }) => ({ data, shape: [4000, 1] }));
    const cleaned = await inWindows(model, noisy!);
    gains.push(snr(wanted!, cleaned) - snr(wanted!, noisy!));
    for (const [name, heard] of Object.entries({ clean: wanted!, noisy: noisy!, cleaned }))
      if (number < 3) await writeFile(join(folder, `tone-${number}-${name}.wav`), writeWav(heard, { sampleRate }));
  }
  const gain = gains.reduce((sum, value) => sum + value, 0) / gains.length;
  console.log(`Tones that it never heard are ${gain.toFixed(1)} dB cleaner; three of them are in ${folder}.`);
  model.dispose();
  return gain;
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) await sound();
