import { convolutional } from '@hourglass/convolutional';
import { adam, createSeed, fillNormal, fromSamples, linearDecay, meanSquaredError, snr, type NdArray } from '@hourglass/core';
import { resampled } from '@hourglass/datasets';
import { freeSpokenDigits } from '@hourglass/datasets/node';
import { denoise, gaussianNoise, inWindows } from '@hourglass/denoising';
import { allOf } from './all-of.js';
import type { Experiment } from './experiment.js';
import { spectralGating } from './spectral-gating.js';
import { trained } from './trained.js';

/** Longer than any recording, so that each is one sample, which ends in silence. */
const longest = 8192;
/** Values that the model sees at once, a quarter of a second, and from one window to the next that it learns from. */
const [window, step] = [2048, 1024];
/** Each recording is made as loud as this (root mean square), so that white noise of 0 dB is of this standard deviation. */
const loudness = 0.1;
/** Frames a second that recordings are heard as if they had: two voices become ten, from lower and slower to higher and faster. */
const rates = [6400, 7200, 8000, 8900, 10_000];
const [epochs, batchSize] = [12, 32];

export const spokenDigits: Experiment = {
  name: 'spoken-digits',
  about: `digits of two speakers at five speeds under white noise of 0 dB, ${epochs} epochs; measured on whole recordings of a third, beside spectral gating that knows the noise`,
  run: async (setting) => {
    const heard = await recordings(['george']);
    const noisy = heard.map((sound, i) => added(sound, noiseOf(sound.length, setting.seed, i)));
    const data = fromSamples({ clean: windows((await recordings(['jackson', 'nicolas'])).flatMap(atAllRates)) }, unbounded);
    const validation = fromSamples({ clean: windows(heard), corrupted: windows(noisy) }, unbounded);
    const base = convolutional({
      inputShape: [window, 1], filters: [32, 48, 64, 96, 128], kernelSize: 9, downsample: 'stride', upsample: 'transposed',
      ...unbounded, loss: meanSquaredError(), outputActivation: 'linear',
    });
    const recipe = denoise(base, { corruption: gaussianNoise({ stddev: loudness }) });
    const optimiser = adam({ learningRate: linearDecay({ value: 2e-3, steps: epochs * Math.ceil(data.info.size! / batchSize) }) });
    const parts = [denoise, gaussianNoise, convolutional, meanSquaredError, adam, linearDecay];
    const { model } = await trained({ name: 'spoken-digits', recipe, parts, data, validation, epochs, batchSize, optimiser }, setting);

    const gains: number[] = [];
    const gated: number[] = [];
    for (const [i, sound] of heard.entries()) {
      const before = snr(column(sound), column(noisy[i]!));
      gains.push(snr(column(sound), await inWindows(model, column(noisy[i]!))) - before);
      gated.push(snr(column(sound), column(spectralGating(noisy[i]!, noiseOf(sound.length, setting.seed, i)))) - before);
    }
    return [
      { name: 'SNR gain in dB', value: mean(gains), atLeast: 6 },
      { name: 'SNR gain of spectral gating', value: mean(gated) },
    ];
  },
};

const unbounded = { range: [-Infinity, Infinity] } as const;

/** Whole recordings, all equally loud. */
async function recordings(speakers: readonly string[]): Promise<Float32Array[]> {
  const { clean } = await allOf(await freeSpokenDigits(undefined, { speakers, window: longest }));
  return Array.from({ length: clean.shape[0]! }, (_, i) => {
    const padded = (clean.data as Float32Array).subarray(i * longest, (i + 1) * longest);
    const sound = padded.slice(0, 1 + padded.findLastIndex((value) => value !== 0));
    const gain = loudness / Math.sqrt(mean(sound.map((value) => value ** 2)));
    return sound.map((value) => gain * value);
  });
}

const atAllRates = (sound: Float32Array): Float32Array[] => rates.map((sampleRate) => resampled({ ...column(sound), sampleRate }, { sampleRate: 8000 }).data);

/** What a recording is heard through, the same whenever it is asked for. */
function noiseOf(length: number, seed: number, recording: number): Float32Array {
  const noise = new Float32Array(length);
  fillNormal(createSeed(seed).fork('noise').fork(recording).value, noise);
  return noise.map((value) => loudness * value);
}

const added = (sound: Float32Array, noise: Float32Array): Float32Array => sound.map((value, i) => value + noise[i]!);

/** Overlapping windows of all sounds, the last of each filled up with silence: `[count, window, 1]`. */
function windows(sounds: readonly Float32Array[]): NdArray<Float32Array> {
  const starts = sounds.flatMap((sound) => Array.from({ length: Math.max(1, Math.ceil((sound.length - window) / step) + 1) }, (_, i) => ({ sound, start: i * step })));
  const data = new Float32Array(starts.length * window);
  starts.forEach(({ sound, start }, i) => data.set(sound.subarray(start, start + window), i * window));
  return { data, shape: [starts.length, window, 1] };
}

const column = (data: Float32Array): NdArray<Float32Array> => ({ data, shape: [data.length, 1] });

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
