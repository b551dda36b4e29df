import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseFormulations } from './choose-formulations.js';
import type { Graph, Node } from './graph.js';
import type { Runtime } from './runtime.js';

const float = (...shape: number[]) => ({ shape, dtype: 'float32' }) as const;

/** The gradient of a filter of 3 × 3, which has several formulations for strides of 1. */
function gradient({ batch = 64, strides = 1 } = {}): Node {
  const side = 16 / strides;
  return {
    kernel: 'Conv2DBackpropFilter',
    inputs: [float(batch, 16, 16, 8), float(batch, side, side, 8)],
    inputNames: ['x', 'dy'],
    attrs: { strides, dilations: 1, pad: 'same', dataFormat: 'NHWC', filterShape: [3, 3, 8, 8] },
    outputs: [float(3, 3, 8, 8)],
  };
}

const graphOf = (...nodes: Node[]): Graph => ({
  inputs: new Map(nodes.flatMap(({ inputs }, i) => inputs.map((value, j) => [`${i}/${j}`, value] as const))),
  constants: new Map(),
  nodes,
  outputs: new Map(nodes.map(({ outputs }, i) => [`out/${i}`, outputs[0]!])),
});

/** A runtime on a clock of its own, whose sessions take these times for a run, in the order in which they are loaded. */
function clocked(...times: number[]) {
  let now = 0;
  const runs: number[] = [];
  let open = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const runtime: Runtime = {
    name: 'clocked',
    load: () => {
      const session = runs.push(0) - 1;
      open++;
      return Promise.resolve({
        run: () => {
          runs[session]!++;
          now += times[session]!;
          return Number.isNaN(times[session]) ? Promise.reject(new Error('out of memory')) : Promise.resolve({});
        },
        release: () => Promise.resolve(void open--),
      });
    },
  };
  return { runtime, runs, open: () => open };
}

const name = 'Conv2DBackpropFilter 64×16×16×8 to 16×16×8 by 3×3, strides 1×1, dilations 1×1, pads 1×1×1×1';

afterEach(() => vi.restoreAllMocks());

describe('chooseFormulations(graph, runtime, known)', () => {
  it('takes the fastest, gives up on those far behind, and times alike nodes once', async () => {
    const { runtime, runs, open } = clocked(10, 4, 30);
    const { graph, choices } = await chooseFormulations(graphOf(gradient(), gradient()), runtime, {});
    expect(choices).toEqual({ [name]: 'convolution' });
    expect(graph.nodes.map(({ attrs }) => attrs['formulation'])).toEqual(['convolution', 'convolution']);
    expect(runs).toEqual([3, 3, 1]);
    expect(open()).toBe(0);
  });

  it('takes what is known without running anything', async () => {
    const { runtime, runs } = clocked();
    const { graph, choices } = await chooseFormulations(graphOf(gradient()), runtime, { [name]: 'batchedByOutput', other: 'x' });
    expect([choices, graph.nodes[0]!.attrs['formulation'], runs]).toEqual([{ [name]: 'batchedByOutput' }, 'batchedByOutput', []]);
  });

  it('times again what is known by a name that it does not have, or does not have here', async () => {
    const { runtime } = clocked(3, 2, 1);
    expect((await chooseFormulations(graphOf(gradient()), runtime, { [name]: 'toString' })).choices).toEqual({ [name]: 'batchedByOutput' });
    const strided = gradient({ strides: 2, batch: 256 });
    const key = Object.keys((await chooseFormulations(graphOf(strided), clocked(1, 2).runtime, {})).choices)[0]!;
    expect((await chooseFormulations(graphOf(strided), clocked(2, 1).runtime, { [key]: 'batchedByOutput' })).choices).toEqual({ [key]: 'convolution' });
  });

  it('leaves small convolutions and all other kernels as they are', async () => {
    const { runtime, runs } = clocked();
    const graph = graphOf(gradient({ batch: 2 }));
    expect(await chooseFormulations(graph, runtime, {})).toEqual({ graph, choices: {} });
    expect(runs).toEqual([]);
  });

  it('frees the session of a run that fails', async () => {
    const { runtime, open } = clocked(NaN);
    await expect(chooseFormulations(graphOf(gradient()), runtime, {})).rejects.toThrow('out of memory');
    expect(open()).toBe(0);
  });
});
