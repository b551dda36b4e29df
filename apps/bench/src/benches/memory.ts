import { absence } from '../absence.js';
import type { Bench, Settings } from '../bench.js';
import type { Contender } from '../contender.js';
import { handOut } from '../contenders/handed-work.js';
import { inNode } from '../contenders/in-process.js';
import type { Memory } from '../outcome.js';
import { sampleCount } from './step-contenders.js';

/** Steps of a line; each is an epoch. */
const interval = 1000;

/** What a process holds during 10,000 steps of `dense-step`; a round is 1,000 of them. */
export const memory: Bench = {
  async contenders(folder) {
    await handOut(folder, ['dense'], sampleCount);
    const work = { folder, recipe: 'dense', batchSize: 128, task: 'training' } as const;
    return (['compiled-node', 'compiled-web-1'] as const).map((on) => inNode(on, { ...work, on }, interval));
  },
  async *run(contenders, settings) {
    for (const contender of contenders)
      try {
        yield* course(contender, settings);
      } catch (error) {
        yield absence(settings.name, contender, error);
      }
  },
};

async function* course(contender: Contender, { name, rounds = 10, onProgress }: Settings): AsyncGenerator<Memory> {
  const runner = await contender.start();
  try {
    for (let step = interval; step <= rounds * interval; step += interval) {
      const { tensors, resident_mib } = await runner.run({ from: 0, steps: interval });
      onProgress(`${name}: ${contender.name}, step ${step} of ${rounds * interval}`);
      yield { bench: name, contender: contender.name, step, tensors: tensors!, resident_mib: resident_mib! };
    }
  } finally {
    await runner.stop();
  }
}
