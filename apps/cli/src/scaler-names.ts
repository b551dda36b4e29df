import type { Range } from '@hourglass/core';

export const scalerNames = ['none', 'min-max', 'standard', 'robust', 'log'] as const;
export type ScalerName = (typeof scalerNames)[number];

/** What suits values of this range: those from -1 to 1 stay as they are. */
export const scalerFor = ([low, high]: Range): ScalerName => (low >= -1 && high <= 1 ? 'none' : 'standard');
