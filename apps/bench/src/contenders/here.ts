import type { Contender } from '../contender.js';
import { residentMib } from './resident-mib.js';

/** A contender in this process, of which a step is one call that gives the figure. */
export const here = (name: string, call: () => Promise<number>): Contender => ({
  name,
  steps: 1,
  start: async () => ({
    version: `Node ${process.versions.node}`,
    run: async () => {
      const begun = performance.now();
      const figure = await call();
      return { milliseconds: performance.now() - begun, figure, resident_mib: residentMib() };
    },
    stop: async () => undefined,
  }),
});
