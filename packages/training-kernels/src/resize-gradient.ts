import { eye, reshape, tensor, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';

/** For each output pixel along one axis, the input pixels it is made of and their weights. */
interface ResizeRows {
  readonly sources: readonly (readonly [pixel: number, weight: number])[][];
}

/** A forward resize of one image, with its options set. */
export type Resize = (images: Tensor4D, size: [number, number]) => Tensor4D;

/** Reads the weights off the forward op itself, by resizing the identity: so they agree with it, rounding and all. */
const resizeRows = (resize: Resize, from: number, to: number): ResizeRows => {
  const weights = resize(reshape(eye(from), [1, from, 1, from]), [to, 1]).dataSync(); // (to, from)
  const sources = Array.from({ length: to }, (_, pixel) =>
    Array.from(weights.subarray(pixel * from, (pixel + 1) * from)).flatMap((weight, source) =>
      weight === 0 ? [] : [[source, weight] as const],
    ),
  );
  return { sources };
};

/** dx[n, h, w, c] = Σ R[i, h] · C[j, w] · dy[n, i, j, c], where a resize is y = R·x·Cᵀ. */
export const resizeGradient = (images: Tensor, dy: Tensor, resize: Resize): Tensor => {
  const [batch, height, width, channels] = images.shape as Tensor4D['shape'];
  const [, outHeight, outWidth] = dy.shape as Tensor4D['shape'];
  const rows = resizeRows(resize, height, outHeight).sources;
  const columns = resizeRows(resize, width, outWidth).sources;
  const outer = dy.dataSync();
  const gradient = new Float32Array(images.size);
  let offset = 0;
  for (let sample = 0; sample < batch; sample++) {
    for (const row of rows) {
      for (const column of columns) {
        for (const [r, rowWeight] of row) {
          for (const [c, columnWeight] of column) {
            const target = ((sample * height + r) * width + c) * channels;
            const weight = rowWeight * columnWeight;
            for (let channel = 0; channel < channels; channel++) gradient[target + channel]! += weight * outer[offset + channel]!;
          }
        }
        offset += channels;
      }
    }
  }
  return tensor(gradient, images.shape);
};
