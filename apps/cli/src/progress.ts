import type { Progress } from '@hourglass/core';
import pc from 'picocolors';
import { seconds, significant } from './format.js';
import type { Output } from './io.js';

export interface ProgressDisplay {
  update(progress: Progress): void;
  /** Leaves the last line as it is. */
  end(): void;
}

/** Seconds between two lines where nobody watches, within an epoch and at the ends of epochs. */
const quiet = { withinEpoch: 10, epochs: 1 };

/**
 * Shows how training goes: on a terminal in one line that is rewritten, elsewhere in a line now and then.
 *
 * @param now the time in milliseconds
 */
export function showProgress(output: Output, now: () => number = () => performance.now()): ProgressDisplay {
  const colours = pc.createColors(output.isTTY ?? false);
  const width = Math.min(20, (output.columns ?? 80) - 65); // of the bar; the rest of the line takes 65
  const started = now();
  let firstStep: number | undefined;
  let validation: number | undefined;
  let last = output.isTTY ? -Infinity : started;

  const describe = (progress: Progress): string => {
    const { epoch, epochs, batch, batches, step, terms } = progress;
    const remaining = batches && (epochs - epoch) * batches + (batches - batch);
    const done = step - firstStep! + 1;
    const eta = remaining ? (remaining * (now() - started)) / 1000 / done : undefined;
    return [
      `epoch ${epoch}/${epochs}`,
      ...(output.isTTY && batches && width > 0 ? [colours.cyan(bar(batch / batches, width))] : []),
      `step ${step}`,
      `total ${colours.bold(significant(terms['total']!))}`,
      ...(validation === undefined ? [] : [`val total ${significant(validation)}`]),
      ...(eta === undefined ? [] : [colours.dim(`${seconds(eta)} left`)]),
    ].join('  ');
  };

  return {
    update(progress) {
      firstStep ??= progress.step;
      const { record, epoch, epochs } = progress;
      validation = record?.val?.total ?? validation;
      const since = (now() - last) / 1000;
      const isLast = record !== undefined && epoch === epochs;
      if (output.isTTY ? since < 0.1 && !isLast : since < (record ? quiet.epochs : quiet.withinEpoch) && !isLast) return;
      last = now();
      output.write(output.isTTY ? `\r\x1b[K${describe(progress)}` : `${describe(progress)}\n`);
    },
    end() {
      if (output.isTTY && firstStep !== undefined) output.write('\n');
    },
  };
}

const bar = (share: number, width: number): string => '█'.repeat(Math.round(share * width)).padEnd(width, '░');
