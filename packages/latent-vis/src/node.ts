export { rasterise, type RasteriseOptions } from './png/rasterise.js';
