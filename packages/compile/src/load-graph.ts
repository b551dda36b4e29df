import type { Graph } from './graph.js';
import { lowerings } from './lower/lowerings.js';
import { writeOnnx } from './onnx/write-onnx.js';
import type { HostTensor, Runtime, Session } from './runtime.js';
import { inputViews, type InputView } from './simplify/input-views.js';

/**
 * Writes a simplified graph as ONNX and loads it.
 *
 * @returns a session that takes the graph's inputs by name and passes over others
 * @throws UnloweredKernelError where a kernel cannot be written
 */
export async function loadGraph(graph: Graph, runtime: Runtime): Promise<Session> {
  const { graph: viewed, views } = inputViews(graph);
  const inViews = viewing(views);
  const session = await runtime.load(writeOnnx(viewed, lowerings));
  return {
    run(tensors, into) {
      const given = inViews(tensors);
      return session.run(Object.fromEntries([...viewed.inputs.keys()].map((name) => [name, given[name]!])), into);
    },
    release: () => session.release(),
  };
}

/** Adds the views of tensors; those of one tensor are made once, so that what a runtime keeps for them is found again. */
function viewing(views: ReadonlyMap<string, InputView>): (tensors: Readonly<Record<string, HostTensor>>) => Record<string, HostTensor> {
  const made = new Map([...views.keys()].map((name) => [name, new WeakMap<HostTensor, HostTensor>()]));
  return (tensors) => {
    const all = { ...tensors };
    for (const [name, { of, shape }] of views) {
      const source = tensors[of]!;
      const view = made.get(name)!.get(source) ?? { data: source.data, shape };
      made.get(name)!.set(source, view);
      all[name] = view;
    }
    return all;
  };
}
