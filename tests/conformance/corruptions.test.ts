import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import { createSeed, eager, type Corruption, type Engine } from '@hourglass/core';
import {
  bandLimit,
  blur,
  clicks,
  compose,
  gaussianNoise,
  hum,
  masking,
  occlusion,
  patchMasking,
  poissonNoise,
  saltAndPepper,
  watermark,
  whiteNoise,
} from '@hourglass/denoising';
import { beforeAll, expect, it } from 'vitest';

const runtime = await onnxNode({ threads: 1 });
const strict = compiled({
  runtime,
  onFallback: (reason) => {
    throw reason;
  },
});

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const corrupted = async (corruption: Corruption, engine: Engine, shape: number[]): Promise<Float32Array> => {
  const size = shape.reduce((product, axis) => product * axis, 1);
  const data = Float32Array.from({ length: size }, (_, i) => 0.5 + 0.45 * Math.sin(i));
  const compute: Parameters<Engine['prepareForward']>[0]['compute'] = ({ input }, host) => ({ output: corruption.apply(input!, host.draws('corruption')) });
  const forward = await engine.prepareForward({ compute, variables: {}, seed: createSeed(3) });
  const { output } = await forward.run({ input: { data, shape } }, { draw: 1, step: 1 });
  forward.dispose();
  return output!.data as Float32Array;
};

const image = [3, 8, 9, 2];
const sound = [3, 200, 2];

it.each<[Corruption, number[]]>([
  [gaussianNoise({ stddev: 0.3, clip: [0, 1] }), image],
  [masking({ rate: 0.3, value: 0.5 }), image],
  [saltAndPepper({ rate: 0.3 }), image],
  [poissonNoise({ peak: 5 }), image],
  [poissonNoise({ peak: 40 }), image],
  [blur({ stddev: 0.8 }), image],
  [occlusion({ size: [3, 4], count: 2, value: 1 }), image],
  [patchMasking({ patch: [3, 2], rate: 0.4 }), image],
  [watermark({ mark: [[1, 0.2, 1], [0, 1, 0]] }), image],
  [whiteNoise({ snr: [0, 10] }), sound],
  [hum({ sampleRate: 8000, snr: 5 }), sound],
  [clicks({ rate: 0.1 }), sound],
  [bandLimit({ sampleRate: 8000, low: 300, high: 3400 }), sound],
  [compose({ corruptions: [blur({ stddev: 0.5 }), masking({ rate: 0.2 })] }), image],
])('$kind gives the same on the compiled engine as on the eager one', async (corruption, shape) => {
  const [found, expected] = [await corrupted(corruption, strict, shape), await corrupted(corruption, eager(), shape)];
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => { expect(value).toBeCloseTo(expected[i]!, 4); });
});
