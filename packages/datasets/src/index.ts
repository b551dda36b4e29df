export { glyphs, type GlyphsOptions } from './glyphs.js';
export { readIdx } from './read-idx.js';
export { writeIdx, type WriteIdxOptions } from './write-idx.js';
export { fromIdx, type FromIdxOptions } from './from-idx.js';
export type { IdxArray, IdxData } from './idx-array.js';
