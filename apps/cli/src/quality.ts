import { forwardPasses, ssim, type Autoencoder, type Dataset, type ForwardDefinition, type NamedArrays, type NdArray } from '@hourglass/core';
import { significant, table } from './format.js';

/** How near values are to the clean ones: over all samples, but `ssim`, the mean over images. */
interface Nearness {
  /** Decibels, by the width of the data's range; absent where that is not finite. */
  readonly psnr?: number;
  /** Decibels. */
  readonly snr: number;
  /** Of images of 11 × 11 pixels or more. */
  readonly ssim?: number;
}

export interface Quality {
  /** Of what the encoder saw, where that was not the clean sample. */
  readonly input?: Nearness;
  readonly reconstruction: Nearness;
  /** By how much the reconstruction is better than the input. */
  readonly gain?: Nearness;
}

/**
 * Measures what a denoiser gains, and how good reconstructions of images and sound are; inputs are corrupted as by `evaluate`.
 *
 * @returns nothing for other models and data, and for samples in which values are missing
 */
export async function qualityOf(model: Autoencoder, data: Dataset): Promise<Quality | undefined> {
  const { recipe } = model;
  const { info } = data;
  const isCorrupted = recipe.corruption !== undefined || info.isPaired === true;
  const isImage = recipe.inputShape.length === 3;
  if (!isCorrupted && !isImage && info.sampleRate === undefined) return undefined;

  const [low, high] = info.range;
  const hasWindow = isImage && Math.min(recipe.outputShape[0]!, recipe.outputShape[1]!) >= 11;
  const measures = { width: high - low, withSsim: hasWindow };
  const [input, reconstruction] = [nearness(measures), nearness(measures)];
  const forward = await model.forward(passes(model));
  let draw = 0;
  try {
    for await (const { clean, corrupted, condition, mask } of data.batches({ batchSize: 256, reuse: true })) {
      if (mask) return undefined;
      const arrays: NamedArrays = { clean, ...(corrupted && { corrupted }), ...(condition && { condition }) };
      const seen = await forward.run(arrays, { draw: draw++, step: Infinity });
      if (isCorrupted) input.add(clean, seen['input']!);
      reconstruction.add(clean, seen['reconstruction']!);
    }
  } finally {
    forward.dispose();
  }
  if (!isCorrupted) return { reconstruction: reconstruction.end() };
  const [before, after] = [input.end(), reconstruction.end()];
  return { input: before, reconstruction: after, gain: difference(after, before) };
}

/** What the encoder sees, and what comes of it, in the data's own units. */
function passes(model: Autoencoder): ForwardDefinition['compute'] {
  const { corruption, scaler } = model.recipe;
  const { reconstruct } = forwardPasses(model);
  return ({ clean, corrupted, ...others }, host) => {
    const spoil = (): typeof clean => {
      const spoiled = corruption?.apply(scaler ? scaler.scale(clean!) : clean!, host.draws('corruption'));
      return spoiled && scaler ? scaler.invert(spoiled) : spoiled;
    };
    const input = corrupted ?? spoil() ?? clean!;
    return { input, reconstruction: reconstruct({ ...others, input }, host)['output']! };
  };
}

/** Sums up how near batches are to the clean ones. */
function nearness({ width, withSsim }: { readonly width: number; readonly withSsim: boolean }): { add(clean: NdArray, values: NdArray): void; end(): Nearness } {
  let [signal, noise, count, similarity, images] = [0, 0, 0, 0, 0];
  return {
    add(clean, values) {
      clean.data.forEach((x: number, i: number) => {
        signal += x * x;
        noise += (x - values.data[i]!) ** 2;
      });
      count += clean.data.length;
      if (!withSsim) return;
      similarity += clean.shape[0]! * ssim(clean, values, { range: [0, width] });
      images += clean.shape[0]!;
    },
    end: () => ({
      ...(Number.isFinite(width) && { psnr: decibels(width ** 2, noise / count) }),
      snr: decibels(signal, noise),
      ...(withSsim && { ssim: similarity / images }),
    }),
  };
}

const decibels = (power: number, noise: number): number => (noise === 0 ? Infinity : 10 * Math.log10(power / noise));

const difference = (after: Nearness, before: Nearness): Nearness =>
  Object.fromEntries(Object.entries(after).map(([name, value]) => [name, (value as number) - before[name as keyof Nearness]!])) as unknown as Nearness;

const titles = { psnr: 'PSNR (dB)', snr: 'SNR (dB)', ssim: 'SSIM' } as const;
const rows = { input: 'corrupted input', reconstruction: 'reconstruction', gain: 'gain' } as const;

/** A row for what the encoder saw, one for the reconstruction, one for the gain. */
export function describeQuality(quality: Quality): string {
  const columns = (Object.keys(titles) as (keyof Nearness)[]).filter((name) => name in quality.reconstruction);
  const given = (Object.keys(rows) as (keyof Quality)[]).filter((name) => quality[name]);
  return table([['', ...columns.map((name) => titles[name])], ...given.map((name) => [rows[name], ...columns.map((column) => significant(quality[name]![column]!))])]);
}
