import { convolutional } from '@hourglass/convolutional';
import { adam, createSeed, fillNormal, fromSamples, linearDecay, meanSquaredError, snr, type NdArray, type Seed } from '@hourglass/core';
import { resampled } from '@hourglass/datasets';
import { freeSpokenDigits } from '@hourglass/datasets/node';
import { inTiles, type Denoiser } from '@hourglass/denoising';
import { allOf } from './all-of.js';
import type { Experiment } from './experiment.js';
import { amplified, bins, magnitude, magnitudeOfNoise, spectra } from './spectra.js';
import { spectralGating } from './spectral-gating.js';
import { trained } from './trained.js';

/** Longer than any recording, so that each is one sample, which ends in silence. */
const longest = 8192;
/** Each recording is made as loud as this (root mean square), so that white noise of 0 dB is of this standard deviation. */
const loudness = 0.1;
/** Frames a second that recordings are heard as if they had: two voices become six, from lower and slower to higher and faster. */
const rates = [6800, 8000, 9200];
/** What the model sees at once of a spectrogram: frames, 8 ms apart, and frequencies, all but the highest. */
const [frames, frequencies] = [16, bins - 1];
const [epochs, batchSize] = [3, 32];

export const spokenDigits: Experiment = {
  name: 'spoken-digits',
  about: `spectrograms of two speakers at three speeds under white noise of 0 dB, ${epochs} epochs; measured on whole recordings of a third, beside spectral gating that knows the noise`,
  run: async (setting) => {
    const seed = createSeed(setting.seed);
    const learned = (await recordings(['jackson', 'nicolas'])).flatMap(atAllRates).map((sound, i) => underNoise(sound, seed.fork('train').fork(i)));
    const heard = (await recordings(['george'])).map((sound, i) => underNoise(sound, seed.fork('test').fork(i)));
    const recipe = convolutional({
      inputShape: [frames, frequencies, 1], filters: [16, 32], kernelSize: 5, downsample: 'stride', upsample: 'transposed',
      range: [-Infinity, Infinity], loss: meanSquaredError(), outputActivation: 'linear',
    });
    const [data, validation] = [patches(learned), patches(heard)];
    const optimiser = adam({ learningRate: linearDecay({ value: 3e-3, steps: epochs * Math.ceil(data.info.size! / batchSize) }) });
    const parts = [convolutional, meanSquaredError, adam, linearDecay];
    const { model } = await trained({ name: 'spoken-digits', recipe, parts, data, validation, epochs, batchSize, optimiser }, setting);

    const gains: number[] = [];
    const gated: number[] = [];
    for (const { clean, noisy, noise } of heard) {
      const gainOf = (cleaned: Float32Array): number => snr(column(clean), column(cleaned)) - snr(column(clean), column(noisy));
      gains.push(gainOf(await cleaned(model, noisy)));
      gated.push(gainOf(spectralGating(noisy, noise)));
    }
    return [
      { name: 'SNR gain in dB', value: mean(gains), atLeast: 6 },
      { name: 'SNR gain of spectral gating', value: mean(gated) },
    ];
  },
};

/** A recording by itself, with noise, and that noise. */
interface Recording {
  readonly clean: Float32Array;
  readonly noisy: Float32Array;
  readonly noise: Float32Array;
}

/** Whole recordings. */
async function recordings(speakers: readonly string[]): Promise<Float32Array[]> {
  const { clean } = await allOf(await freeSpokenDigits(undefined, { speakers, window: longest }));
  return Array.from({ length: clean.shape[0]! }, (_, i) => {
    const padded = (clean.data as Float32Array).subarray(i * longest, (i + 1) * longest);
    return padded.slice(0, 1 + padded.findLastIndex((value) => value !== 0));
  });
}

const atAllRates = (sound: Float32Array): Float32Array[] => rates.map((sampleRate) => resampled({ ...column(sound), sampleRate }, { sampleRate: 8000 }).data);

function underNoise(sound: Float32Array, seed: Seed): Recording {
  const gain = loudness / Math.sqrt(mean(sound.map((value) => value ** 2)));
  const clean = sound.map((value) => gain * value);
  const noise = new Float32Array(sound.length);
  fillNormal(seed.value, noise);
  noise.forEach((value, i) => (noise[i] = loudness * value));
  return { clean, noise, noisy: clean.map((value, i) => value + noise[i]!) };
}

/** A picture of a sound's spectra, in which white noise of 0 dB is 1 (root mean square): `[frames, frequencies, 1]`. */
function spectrogram(all: readonly (readonly number[])[]): NdArray<Float32Array> {
  const data = Float32Array.from({ length: all.length * frequencies }, (_, i) => magnitude(all[Math.floor(i / frequencies)]!, i % frequencies));
  return { data: data.map((value) => value / (loudness * magnitudeOfNoise)), shape: [all.length, frequencies, 1] };
}

/** Spectrograms cut one patch after another, the last of each filled up with silence: `[count, frames, frequencies, 1]`. */
function patches(sounds: readonly Recording[]) {
  const size = frames * frequencies;
  const cut = (sound: (recording: Recording) => Float32Array): NdArray<Float32Array> => {
    const pieces = sounds.flatMap((recording) => {
      const { data } = spectrogram(spectra(sound(recording)));
      return Array.from({ length: Math.ceil(data.length / size) }, (_, i) => data.subarray(i * size, (i + 1) * size));
    });
    const data = new Float32Array(pieces.length * size);
    pieces.forEach((piece, i) => { data.set(piece, i * size); });
    return { data, shape: [pieces.length, frames, frequencies, 1] };
  };
  return fromSamples({ clean: cut(({ clean }) => clean), corrupted: cut(({ noisy }) => noisy) }, { range: [-Infinity, Infinity] });
}

/** The sound whose spectrogram is what the model makes of this one's, its phases kept; nothing becomes louder. */
async function cleaned(model: Denoiser, sound: Float32Array): Promise<Float32Array> {
  const all = spectra(sound);
  const before = spectrogram(all);
  const after = await inTiles(model, before);
  const gain = after.data.map((value, i) => Math.min(1, Math.max(0, value / (before.data[i]! + 1e-9))));
  const gains = all.map((_, t) => Float32Array.of(...gain.subarray(t * frequencies, (t + 1) * frequencies), 0));
  return amplified(all, gains, sound.length);
}

const column = (data: Float32Array): NdArray<Float32Array> => ({ data, shape: [data.length, 1] });

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
