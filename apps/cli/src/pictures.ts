import type { Dataset, Run } from '@hourglass/core';
import { lossCurves, reconstructionRows } from '@hourglass/latent-vis';
import { png } from '@hourglass/latent-vis/png';
import { svg } from '@hourglass/latent-vis/svg';
import { join } from 'node:path';
import { writeWhole } from './write-whole.js';

/** Paths of what was drawn. */
export interface Pictures {
  readonly reconstructions: string;
  /** Absent before the first whole epoch. */
  readonly loss?: string;
}

/** Draws originals over their reconstructions, ten of them, and the course of the terms. */
export async function drawPictures(out: string, { model, history }: Run, data: Dataset): Promise<Pictures> {
  const rows = await reconstructionRows(model, data, { count: 10 });
  const reconstructions = join(out, 'reconstructions.png');
  await writeWhole(reconstructions, png(rows));
  if (history.epochs.length === 0) return { reconstructions };
  const loss = join(out, 'loss.svg');
  await writeWhole(loss, svg(lossCurves(history)));
  return { reconstructions, loss };
}
