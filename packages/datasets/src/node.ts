export { mnist, type MnistOptions } from './mnist.js';
export { idx, type IdxOptions } from './idx.js';
