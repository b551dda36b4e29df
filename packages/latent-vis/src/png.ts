export { png, type PngOptions } from './rows-png.js';
