/** How many of the windows after one share values with it, where each begins `step` after the one before. */
export const overlap = (window: unknown, step: unknown): number =>
  typeof window === 'number' && typeof step === 'number' && window > 0 && step > 0 ? Math.ceil(window / step) - 1 : 0;
