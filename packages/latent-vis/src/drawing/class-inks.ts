/**
 * The colours of classes, the same on light and on dark ground, so that a picture of points serves both. They were searched for
 * as those ten between which the least difference is greatest, to readers with and without colour blindness; the first few differ
 * most.
 */
export const classInks = [
  '#0c90f0',
  '#e4a800',
  '#a83048',
  '#78c0b4',
  '#6c48b4',
  '#f06c6c',
  '#006c78',
  '#a86c00',
  '#b4a8fc',
  '#9c78a8',
] as const;

/** The colour of points that belong to none of the classes shown. */
export const restInk = '#8b929b';
