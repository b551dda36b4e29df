export { png, type PngOptions } from './png/rows-png.js';
