import type { Curves } from '../views/curves.js';
import { curvesSvg } from '../svg/curves-svg.js';
import { showSvg } from './show-svg.js';
import type { ViewElement } from './view-element.js';

/** `<loss-curve>`: a line chart that follows its box and its curves. */
export interface LossCurveElement extends HTMLElement {
  /** What is drawn; set it again while training. */
  curves: Curves | undefined;
}

/** The smallest chart, in pixels; in a smaller box it is drawn smaller. */
const least = { width: 240, height: 160 };

export const lossCurve: ViewElement<Pick<LossCurveElement, 'curves'>> = {
  name: 'loss-curve',
  properties: ['curves'],
  style: ':host { height: 20rem; } svg { display: block; width: 100%; height: 100%; }',
  create:
    ({ host, content, say }) =>
    ({ curves }) => {
      if (!curves) {
        say('No curves yet');
        return;
      }
      const width = Math.max(least.width, host.clientWidth);
      const height = Math.max(least.height, host.clientHeight);
      showSvg(content, curvesSvg(curves, { width, height }));
    },
};
