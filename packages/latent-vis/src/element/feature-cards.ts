import { cardsSvg } from '../svg/cards-svg.js';
import type { Cards } from '../views/cards.js';
import { scrollsByKeyboard } from './scrolls-by-keyboard.js';
import { showSvg } from './show-svg.js';
import type { ViewElement } from './view-element.js';

/** `<feature-cards>`: a card for each unit of a sparse code, as many in a row as there is room for. */
export interface FeatureCardsElement extends HTMLElement {
  cards: Cards | undefined;
}

export const featureCards: ViewElement<Pick<FeatureCardsElement, 'cards'>> = {
  name: 'feature-cards',
  properties: ['cards'],
  style: '.content { overflow: auto; } svg { display: block; }',
  create({ host, content, say }) {
    let drawn: { readonly cards: Cards; readonly width: number } | undefined;
    return ({ cards }) => {
      if (!cards) {
        say('No cards yet');
        return;
      }
      const width = host.clientWidth;
      if (cards !== drawn?.cards || width !== drawn.width) showSvg(content, cardsSvg(cards, { width }));
      drawn = { cards, width };
      scrollsByKeyboard(content, 'Cards');
    };
  },
};
