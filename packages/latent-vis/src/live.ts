import { checkOptions, share, type Progress } from '@hourglass/core';
import * as v from 'valibot';

export interface LiveOptions {
  /** Of the time of training, what drawing may take, above 0 to 1. Default 0.05. */
  readonly share?: number;
}

const schema = v.strictObject({ share: v.optional(v.pipe(share, v.gtValue(0, 'Expected more than 0')), 0.05) });

/**
 * A callback for `train` that draws after epochs: after the first, the last, and those between as often as its share of the
 * time allows, the last among them; so it takes more than its share only of a run in which the first and the last already do.
 * Training waits for it, so the model stands still meanwhile.
 *
 * @param draw computes views and shows them: rewrites a picture, or sets the property of an element
 * @returns an `onProgress`, to be made just before training begins
 * @throws InvalidOptionError
 */
export function live(draw: (progress: Progress) => unknown, options: LiveOptions = {}): (progress: Progress) => Promise<void> {
  const allowed = checkOptions('live', schema, options).share;
  const began = performance.now();
  let [spent, latest] = [0, 0];
  return async (progress) => {
    if (!progress.record) return;
    const start = performance.now();
    const isLast = progress.epoch === progress.epochs;
    if (!isLast && spent + 2 * latest > allowed * (start - began - spent)) return; // what it takes now, and once more at the end
    await draw(progress);
    latest = performance.now() - start;
    spent += latest;
  };
}
