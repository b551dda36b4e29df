export { file } from './node/file.js';
export { folderFiles } from './node/folder-files.js';
export { mnist, type MnistOptions } from './sets/mnist.js';
export { idx, type IdxOptions } from './idx.js';
export { sharpDecoder } from './images/sharp-decoder.js';
