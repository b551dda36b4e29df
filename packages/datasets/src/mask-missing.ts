import { batchBuffers, extent, type Dataset } from '@hourglass/core';

/** Marks values that are NaN or infinite as missing: 0 in the mask, and in their place 0, or what of the range is nearest to it. */
export const maskMissing = ({ info, batches }: Dataset): Dataset => ({
  info,
  async *batches(options) {
    const buffers = batchBuffers(options.reuse);
    const inPlace = Math.min(Math.max(0, info.range[0]), info.range[1]);
    for await (const batch of batches(options)) {
      const { data, shape } = batch.clean;
      const mask = buffers.float32('mask', data.length).fill(1);
      if (!extent(data).every(Number.isFinite))
        for (let i = 0; i < data.length; i++)
          if (!Number.isFinite(data[i])) {
            data[i] = inPlace;
            mask[i] = 0;
          }
      yield { ...batch, mask: { data: mask, shape } };
    }
  },
});
