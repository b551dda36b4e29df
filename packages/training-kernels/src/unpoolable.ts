import { backend_util, type AvgPoolAttrs, type TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Whether XNNPACK, which the wasm backend pools with, leaves the output or a part of it unwritten:
 * it refuses windows of one pixel, and counts windows by rounding down, whatever the rounding mode.
 */
export const unpoolable = (x: TensorInfo, { filterSize, strides, pad, dimRoundingMode }: AvgPoolAttrs): boolean => {
  const shape = x.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { padInfo, filterHeight, filterWidth, strideHeight, strideWidth } = info;
  if (filterHeight === 1 && filterWidth === 1 && (strideHeight > 1 || strideWidth > 1 || padInfo.type !== 'VALID')) return true;
  if (padInfo.type === 'SAME') return false;
  const rows = Math.floor((info.inHeight + padInfo.top + padInfo.bottom - filterHeight) / strideHeight) + 1;
  const columns = Math.floor((info.inWidth + padInfo.left + padInfo.right - filterWidth) / strideWidth) + 1;
  return rows !== info.outHeight || columns !== info.outWidth;
};
