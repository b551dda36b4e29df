import { convolutional } from './infer-convolution.js';
import { creation } from './infer-creation.js';
import { elementwise } from './infer-elementwise.js';
import { indexing } from './infer-indexing.js';
import { matmul } from './infer-matmul.js';
import { normalisation } from './infer-normalisation.js';
import { pooling } from './infer-pooling.js';
import { reduction } from './infer-reduction.js';
import { resize } from './infer-resize.js';
import { selection } from './infer-selection.js';
import { shape } from './infer-shape.js';
import { volume } from './infer-volume.js';
import type { Inferences } from './inference.js';

/** Every kernel that can be traced. */
export const inferences: Inferences = {
  ...elementwise,
  ...matmul,
  ...convolutional,
  ...pooling,
  ...volume,
  ...resize,
  ...normalisation,
  ...reduction,
  ...selection,
  ...shape,
  ...indexing,
  ...creation,
};
