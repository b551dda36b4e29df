import { featureCards, type FeatureCardsElement } from './feature-cards.js';
import { latentMap, type LatentMapElement } from './latent-map.js';
import { latentPad, type LatentPadElement } from './latent-pad.js';
import { lossCurve, type LossCurveElement } from './loss-curve.js';
import { reconstructionRows, type ReconstructionRowsElement } from './reconstruction-rows.js';
import { traversalStrip, type TraversalStripElement } from './traversal-strip.js';
import { defineViewElement } from './view-element.js';

declare global {
  interface HTMLElementTagNameMap {
    'loss-curve': LossCurveElement;
    'reconstruction-rows': ReconstructionRowsElement;
    'traversal-strip': TraversalStripElement;
    'latent-map': LatentMapElement;
    'latent-pad': LatentPadElement;
    'feature-cards': FeatureCardsElement;
  }
}

/**
 * Registers the elements in the page: `<loss-curve>`, `<reconstruction-rows>`, `<traversal-strip>`, `<latent-map>`,
 * `<latent-pad>`, `<feature-cards>`. They show what is given to their properties, follow the size of their box, and are light or dark as the reader prefers. To be
 * called once, from the page's script; a second call does nothing.
 *
 * @throws EnvironmentError outside a page, where there are no custom elements
 */
export function defineElements(): void {
  defineViewElement(lossCurve);
  defineViewElement(reconstructionRows);
  defineViewElement(traversalStrip);
  defineViewElement(latentMap);
  defineViewElement(latentPad);
  defineViewElement(featureCards);
}
