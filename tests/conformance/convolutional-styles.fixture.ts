import type { ConvolutionalOptions } from '@hourglass/convolutional';

const choices = [false, true];

/** The ways down, up and between, all of them, by name. */
export const styles: readonly (readonly [string, Partial<ConvolutionalOptions>])[] = (['pool', 'stride'] as const).flatMap((downsample) =>
  (['nearest', 'transposed'] as const).flatMap((upsample) =>
    choices.flatMap((batchNorm) =>
      choices.map((residual) => {
        const name = [downsample, upsample, batchNorm && 'normalised', residual && 'residual'].filter(Boolean).join(', ');
        return [name, { downsample, upsample, batchNorm, residual }] as const;
      }),
    ),
  ),
);
