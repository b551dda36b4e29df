import { comparison } from './comparison.js';
import { handOut } from '../contenders/handed-work.js';
import { handOutNpy, type FeedName } from '../contenders/feeds.js';
import { inNode } from '../contenders/in-process.js';
import { epochSteps, sampleCount } from './step-contenders.js';

const fed: Readonly<Record<string, { readonly feed: FeedName; readonly recipe: 'dense' | 'scaled' }>> = {
  resident: { feed: 'resident', recipe: 'dense' },
  'resident-scaled': { feed: 'resident', recipe: 'scaled' },
  'rows-shuffled': { feed: 'rows', recipe: 'dense' },
  'rows-shuffled-scaled': { feed: 'rows', recipe: 'scaled' },
  'npy-streamed': { feed: 'npy', recipe: 'dense' },
  'npy-streamed-scaled': { feed: 'npy', recipe: 'scaled' },
};

/** The compiled dense step, fed by pipelines; their orders differ, so that losses are not compared. */
export const pipelineStep = comparison(0, async (folder) => {
  await handOut(folder, ['dense'], sampleCount);
  await handOutNpy(folder);
  return Object.entries(fed).map(([name, { feed, recipe }]) =>
    inNode(name, { folder, recipe, batchSize: 128, task: 'feeding', on: 'compiled-node', feed }, epochSteps),
  );
});
