export { csv, type TableOptions } from './exports/csv.js';
export { embeddingAtlas } from './exports/embedding-atlas.js';
export { embeddingProjector, type ExportedFiles } from './exports/embedding-projector.js';
