import type { Progress } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { showProgress } from './progress.js';

const figures = { total: 0.25, reconstruction: 0.25, mse: 0.1, mae: 0.2 };

/** The reports of a training of 4 epochs of 5 steps, a second a step. */
function* reports(): Generator<Progress> {
  for (let epoch = 1; epoch <= 4; epoch++)
    for (let batch = 1; batch <= 5; batch++) {
      const step = 5 * (epoch - 1) + batch;
      const progress = { epoch, epochs: 4, batch, batches: 5, step, terms: { total: 1 / step } };
      yield progress;
      if (batch === 5) yield { ...progress, record: { epoch, step, seconds: 5, learningRate: 1, train: figures, val: figures } };
    }
}

function shown(isTTY: boolean, columns = 100): string {
  let text = '';
  let seconds = 0;
  const display = showProgress({ write: (more) => (text += more), isTTY, columns }, () => seconds * 1000);
  for (const progress of reports()) {
    if (!progress.record) seconds++;
    display.update(progress);
  }
  display.end();
  return text;
}

describe('showProgress(output)', () => {
  it('rewrites one line on a terminal, with a bar and the time that is left', () => {
    const lines = shown(true).split('\r\x1b[K');
    expect(lines.slice(1)).toHaveLength(21); // each step, and the end
    expect(lines[1]).toMatch(/epoch 1\/4 .*█{4}░{16}.*step 1 .*total .*19 s left/);
    expect(lines.at(-1)).toMatch(/epoch 4\/4.*█{20}.*step 20.*val total 0\.25.*\n$/);
    expect(shown(true).split('\n')).toHaveLength(2);
  });

  it('leaves the bar out where the line would not fit', () => {
    expect(shown(true, 60)).not.toContain('█');
  });

  it('writes plain lines, one an epoch, where nobody watches', () => {
    const text = shown(false);
    expect(text).not.toMatch(/[\r█]/);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^epoch 1\/4 /);
    expect(lines.at(-1)).toBe('epoch 4/4  step 20  total 0.05  val total 0.25');
  });
});
