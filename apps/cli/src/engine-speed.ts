import { createAutoencoder, fromLayers, sizeOf, train, type Autoencoder, type Dataset, type Engine } from '@hourglass/core';
import { undercomplete } from '@hourglass/undercomplete';
import { layers, sequential } from '@tensorflow/tfjs-layers';

/** Images that an engine trains on in a second. */
export interface Speed {
  /** Of the net 784-128-32-128-784. */
  readonly dense: number;
  /** Of a net with two convolutions of stride 2 each way, 8 and 4 channels, on 28 × 28 pixels. */
  readonly convolutional: number;
}

const batchSize = 32;
const inputShape = [28, 28, 1];
/** Steps that compile and warm up. */
const first = 2;
/** Milliseconds for each net after those; at least one step is measured, however long it takes. */
const budget = 400;

/** Trains two small nets for about a second. */
export const measureSpeed = async (engine: Engine): Promise<Speed> => ({
  dense: await imagesPerSecond(createAutoencoder(undercomplete({ inputShape, widths: [128], codeSize: 32 }), { engine })),
  convolutional: await imagesPerSecond(createConvolutional(engine)),
});

function createConvolutional(engine: Engine): Autoencoder {
  const common = { kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' } as const;
  const encoder = sequential({ layers: [layers.conv2d({ ...common, filters: 8, inputShape }), layers.conv2d({ ...common, filters: 4 })] });
  const decoder = sequential({
    layers: [
      layers.conv2dTranspose({ ...common, filters: 8, inputShape: [7, 7, 4] }),
      layers.conv2dTranspose({ ...common, filters: 1, activation: 'sigmoid' }),
    ],
  });
  const model = createAutoencoder(fromLayers({ encoder, decoder }), { engine });
  encoder.dispose();
  decoder.dispose();
  return model;
}

async function imagesPerSecond(model: Autoencoder): Promise<number> {
  const enough = new AbortController();
  const ends: number[] = [];
  await train(model, endless(), {
    epochs: 1,
    batchSize,
    signal: enough.signal,
    onProgress: () => {
      const now = performance.now();
      ends.push(now);
      if (ends.length > first && now - ends[first - 1]! > budget) enough.abort();
    },
  });
  model.dispose();
  const times = ends.slice(first).map((end, i) => end - ends[first - 1 + i]!).sort((a, b) => a - b);
  return (1000 * batchSize) / times[Math.floor(times.length / 2)]!;
}

/** One batch, again and again. */
function endless(): Dataset {
  const shape = [batchSize, ...inputShape];
  const clean = { data: Float32Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 7919) % 256) / 255), shape };
  const batch = { clean, index: Int32Array.from({ length: batchSize }, (_, i) => i) };
  return {
    info: { inputShape, targetShape: inputShape, dtype: 'float32', range: [0, 1] },
    async *batches() {
      for (;;) yield batch;
    },
  };
}
