export { defineElements } from './element/define-elements.js';
export type { FeatureCardsElement } from './element/feature-cards.js';
export type { LatentMapElement, MapSelection } from './element/latent-map.js';
export type { LatentPadElement } from './element/latent-pad.js';
export type { LossCurveElement } from './element/loss-curve.js';
export type { ReconstructionRowsElement } from './element/reconstruction-rows.js';
export type { TraversalChange, TraversalStripElement } from './element/traversal-strip.js';
