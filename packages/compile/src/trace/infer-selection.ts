import {
  Cumprod, Cumsum, SearchSorted, TopK, upcastType,
  type SearchSortedInputs, type TopKAttrs, type UnaryInputs,
} from '@tensorflow/tfjs-core';
import { each, infer, like, type Inferences } from './inference.js';

export const selection: Inferences = {
  [TopK]: infer<[UnaryInputs, TopKAttrs]>(({ x }, { k }) => {
    const shape = x.shape.with(-1, k);
    return [
      { shape, dtype: x.dtype },
      { shape, dtype: 'int32' },
    ];
  }),
  ...each([Cumsum, Cumprod], infer<[UnaryInputs]>(({ x }) => like(x, upcastType(x.dtype, 'int32')))),
  [SearchSorted]: infer<[SearchSortedInputs]>(({ values }) => like(values, 'int32')),
};
