export type { ByteSource, OpenBytes, Source } from './byte-source.js';
export { fileSet, type FileEntry, type FileSet } from './file-set.js';
export { fromChunks, type ChunkOptions, type ChunkSource } from './from-chunks.js';
export { glyphs, type GlyphsOptions } from './made/glyphs.js';
export { readIdx } from './read-idx.js';
export { writeIdx, type WriteIdxOptions } from './write-idx.js';
export { fromIdx, type FromIdxOptions } from './from-idx.js';
export type { IdxArray, IdxData } from './idx-array.js';
