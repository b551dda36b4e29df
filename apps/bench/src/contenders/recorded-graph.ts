import type { HostTensor, Runtime, Session } from '@hourglass/compile';

/** A graph as it was loaded, and what it was run with. */
export interface RecordedGraph {
  readonly model: Uint8Array;
  readonly session: Session;
  readonly inputs: Readonly<Record<string, HostTensor>>;
  readonly outputs: Readonly<Record<string, HostTensor>>;
}

/** A runtime that hands every run to another one, and keeps the last. */
export function recording(runtime: Runtime): { readonly runtime: Runtime; last(): RecordedGraph } {
  let recorded: RecordedGraph | undefined;
  const load: Runtime['load'] = async (model) => {
    const session = await runtime.load(model);
    return {
      async run(inputs, into) {
        const outputs = await session.run(inputs, into);
        recorded = { model, session, inputs, outputs };
        return outputs;
      },
      release: () => session.release(),
    };
  };
  return { runtime: { ...runtime, load }, last: () => recorded! };
}
