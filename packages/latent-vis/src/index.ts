export { reconstructionRows, type RowsOptions } from './views/reconstruction-rows.js';
export { lossCurves, type TrainingHistory } from './views/loss-curves.js';
export type { Row, Rows } from './views/rows.js';
export type { Curves, Series } from './views/curves.js';
export type { Scatter } from './views/scatter.js';
export type { Grid, GridAxis } from './views/grid.js';
