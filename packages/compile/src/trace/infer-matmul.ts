import {
  _FusedMatMul, backend_util, BatchMatMul, Einsum, util,
  type BatchMatMulAttrs, type BatchMatMulInputs, type EinsumAttrs, type Tensor,
} from '@tensorflow/tfjs-core';
import { each, infer, type Inference, type Inferences } from './inference.js';

const product = infer<[BatchMatMulInputs, BatchMatMulAttrs]>(({ a, b }, { transposeA, transposeB }) => {
  util.assert(a.shape.length >= 2 && b.shape.length >= 2, () => `Cannot multiply tensors of shapes [${a.shape}] and [${b.shape}].`);
  const batch = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const [rows, innerA] = transposeA ? a.shape.slice(-2).reverse() : a.shape.slice(-2);
  const [innerB, columns] = transposeB ? b.shape.slice(-2).reverse() : b.shape.slice(-2);
  util.assert(innerA === innerB, () => `Cannot multiply tensors of shapes [${a.shape}] and [${b.shape}].`);
  return { shape: [...batch, rows!, columns!], dtype: a.dtype };
});

const einsum: Inference = (inputs, attributes) => {
  const tensors = Object.values(inputs);
  const { equation } = attributes as unknown as EinsumAttrs;
  const { allDims, summedDims, idDims } = backend_util.decodeEinsumEquation(equation, tensors.length);
  backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors as Tensor[]);
  const sizes: number[] = [];
  idDims.forEach((labels, tensor) => labels.forEach((label, axis) => (sizes[label] = tensors[tensor]!.shape[axis]!)));
  return { shape: sizes.slice(0, allDims.length - summedDims.length), dtype: tensors[0]!.dtype }; // summed ones come last
};

export const matmul: Inferences = { ...each([BatchMatMul, _FusedMatMul], product), [Einsum]: einsum };
