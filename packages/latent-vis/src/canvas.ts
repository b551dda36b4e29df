export { drawScatter, type DrawScatterOptions } from './canvas/draw-scatter.js';
export type { Camera } from './canvas/camera.js';
