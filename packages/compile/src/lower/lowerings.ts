import type { Lowerings } from '../lowering.js';
import { activationLowerings } from './activation.js';
import { batchNormLowerings } from './batch-norm.js';
import { binaryLowerings } from './binary.js';
import { convolutionLowerings } from './convolution.js';
import { convolution3DLowerings } from './convolution-3d.js';
import { convolutionGradientLowerings } from './convolution-gradients.js';
import { depthwiseGradientLowerings } from './depthwise-gradients.js';
import { diagLowerings } from './diag.js';
import { fillLowerings } from './fill.js';
import { gatherLowerings } from './gather.js';
import { joinLowerings } from './join.js';
import { localResponseNormalisationLowerings } from './local-response-normalisation.js';
import { matrixProductLowerings } from './matrix-product.js';
import { padLowerings } from './pad.js';
import { poolingLowerings } from './pooling.js';
import { pooling3DLowerings } from './pooling-3d.js';
import { rearrangeLowerings } from './rearrange.js';
import { reductionLowerings } from './reduction.js';
import { resizeLowerings } from './resize.js';
import { scatterLowerings } from './scatter.js';
import { searchSortedLowerings } from './search-sorted.js';
import { sliceLowerings } from './slice.js';
import { softmaxLowerings } from './softmax.js';
import { topKLowerings } from './top-k.js';
import { onlyFloats, onlyNumbers } from './typed.js';
import { unaryLowerings } from './unary.js';

/** Every kernel of TensorFlow.js that can be written as ONNX, by its name. */
export const lowerings: Lowerings = {
  ...unaryLowerings,
  ...activationLowerings,
  ...binaryLowerings,
  ...reductionLowerings,
  ...rearrangeLowerings,
  ...joinLowerings,
  ...sliceLowerings,
  ...padLowerings,
  ...gatherLowerings,
  ...scatterLowerings,
  ...fillLowerings,
  ...diagLowerings,
  ...onlyNumbers({ ...matrixProductLowerings, ...topKLowerings, ...searchSortedLowerings }),
  ...onlyFloats({
    ...softmaxLowerings,
    ...batchNormLowerings,
    ...localResponseNormalisationLowerings,
    ...convolutionLowerings,
    ...convolutionGradientLowerings,
    ...depthwiseGradientLowerings,
    ...poolingLowerings,
    ...convolution3DLowerings,
    ...pooling3DLowerings,
  }),
  ...resizeLowerings,
};
