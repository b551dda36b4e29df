import type { Dataset, Run } from '@hourglass/core';
import { lossCurves, reconstructionRows } from '@hourglass/latent-vis';
import { png } from '@hourglass/latent-vis/png';
import { svg } from '@hourglass/latent-vis/svg';
import { join } from 'node:path';
import type { Recogniser } from './out-path.js';
import { writeWhole } from './write-whole.js';

/** Paths of what was drawn. */
export interface Pictures {
  readonly reconstructions: string;
  /** Absent before the first whole epoch. */
  readonly loss?: string;
}

/** How to tell pictures from any other files of their names. */
export const pictureFiles: Readonly<Record<string, Recogniser>> = {
  'reconstructions.png': (bytes) => bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n',
  'loss.svg': (bytes) => bytes.toString('utf8', 0, 200).includes('<svg'),
};

/** Draws originals over their reconstructions, ten of them, and the course of the terms. */
export async function drawPictures(out: string, { model, history }: Pick<Run, 'model' | 'history'>, data: Dataset): Promise<Pictures> {
  const rows = await reconstructionRows(model, data, { count: 10 });
  const reconstructions = join(out, 'reconstructions.png');
  await writeWhole(reconstructions, png(rows));
  if (history.epochs.length === 0) return { reconstructions };
  const loss = join(out, 'loss.svg');
  await writeWhole(loss, svg(lossCurves(history)));
  return { reconstructions, loss };
}
