import { rowsSvg } from '../svg/rows-svg.js';
import type { Rows } from '../views/rows.js';
import { scrollsByKeyboard } from './scrolls-by-keyboard.js';
import { showSvg } from './show-svg.js';
import type { ViewElement } from './view-element.js';

/** `<reconstruction-rows>`: rows of images, which scroll sideways where they are wider than their box. */
export interface ReconstructionRowsElement extends HTMLElement {
  rows: Rows | undefined;
}

export const reconstructionRows: ViewElement<Pick<ReconstructionRowsElement, 'rows'>> = {
  name: 'reconstruction-rows',
  properties: ['rows'],
  style: '.content { overflow: auto; } svg { display: block; }',
  create({ content, say }) {
    let drawn: Rows | undefined;
    return ({ rows }) => {
      if (!rows) {
        say('No rows yet');
        return;
      }
      if (rows !== drawn) showSvg(content, rowsSvg(rows, {}));
      drawn = rows;
      scrollsByKeyboard(content, 'Rows of images');
    };
  },
};
