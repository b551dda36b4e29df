import type { Cards } from './cards.js';
import type { Curves } from './curves.js';
import type { Grid } from './grid.js';
import type { Rows } from './rows.js';
import type { Scatter } from './scatter.js';

/** Anything that can be drawn. */
export type View = Rows | Curves | Scatter | Grid | Cards;
