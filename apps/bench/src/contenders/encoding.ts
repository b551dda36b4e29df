import type { Runner } from '../contender.js';
import { loadEngine, type EngineName } from './engines.js';
import { createModel, part, samplesOf, type Work } from './handed-work.js';
import { residentMib } from './resident-mib.js';

/** Hourglass's `encode`, a batch a step. The figure is the mean of the code's magnitude. */
export async function encoding(work: Work, name: EngineName): Promise<Runner> {
  const { engine, version } = await loadEngine(name);
  const model = createModel(work.recipe, engine);
  const samples = await samplesOf(work);
  return {
    version,
    async run({ from, steps }) {
      let code: Float32Array = new Float32Array();
      const begun = performance.now();
      for (let step = from; step < from + steps; step++)
        code = (await model.encode(part(samples, step * work.batchSize, (step + 1) * work.batchSize))).data;
      return { milliseconds: performance.now() - begun, figure: magnitude(code), resident_mib: residentMib() };
    },
    stop: async () => undefined,
  };
}

const magnitude = (code: Float32Array): number => code.reduce((sum, value) => sum + Math.abs(value), 0) / code.length;
