export { reconstructionRows, type RowsOptions } from './reconstruction-rows.js';
export { lossCurves, type TrainingHistory } from './loss-curves.js';
export type { Row, Rows } from './rows.js';
export type { Curves, Series } from './curves.js';
