export { defineElements } from './element/define-elements.js';
export type { LossCurveElement } from './element/loss-curve.js';
