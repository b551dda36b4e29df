import { collectCodes, live, lossCurves, projectPca, reconstructionRows } from '@hourglass/latent-vis';
import { png } from '@hourglass/latent-vis/png';
import { svg } from '@hourglass/latent-vis/svg';
import { cache, glyphs } from '@hourglass/datasets';
import { train, type EpochRecord, type Progress } from '@hourglass/core';
import { comparison } from './comparison.js';
import { loadEngine } from '../contenders/engines.js';
import { createModel } from '../contenders/handed-work.js';
import { here } from '../contenders/here.js';

const epochs = 20;

/** Training on 60,000 digits, by itself and with pictures drawn while it lasts; the figure is the share of the time that they took. */
export const liveViews = comparison(0, async () => {
  const data = await cache(glyphs({ count: 60_000 }));
  const fit = async (drawsLive: boolean): Promise<number> => {
    const { engine } = await loadEngine('compiled-node');
    const model = createModel('dense', engine);
    const records: EpochRecord[] = [];
    let drawing = 0;
    const draw = async (): Promise<void> => {
      const began = performance.now();
      png(await reconstructionRows(model, data, { count: 10 }));
      svg(lossCurves({ reduction: model.recipe.loss.reduction, epochs: records }));
      svg(await projectPca(await collectCodes(model, data, { count: 2000 })));
      drawing += performance.now() - began;
    };
    const began = performance.now();
    const redraw = drawsLive ? live(draw) : () => undefined;
    const onProgress = (progress: Progress): unknown => {
      if (progress.record) records.push(progress.record);
      return redraw(progress);
    };
    await train(model, data, { epochs, onProgress });
    model.dispose();
    return drawing / (performance.now() - began);
  };
  return [here('training', () => fit(false)), here('training-live', () => fit(true))];
});
