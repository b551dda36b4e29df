export { convolutional } from './convolutional.js';
export { kerasBlog } from './keras-blog.js';
export { kerasIo } from './keras-io.js';
export { kerasSeries } from './keras-series.js';
export { activations } from './convolutional-options.js';
export type { Activation, ConvolutionalOptions, OutputActivation } from './convolutional-options.js';
