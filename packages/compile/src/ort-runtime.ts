import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { HostTensor, Runtime, Session } from './runtime.js';

/** What onnxruntime-node and onnxruntime-web have in common. */
export interface Ort {
  readonly InferenceSession: { create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
  readonly Tensor: new (type: 'float32' | 'int32' | 'bool', data: HostTensor['data'], shape: readonly number[]) => Tensor;
}

const typeOf = (data: HostTensor['data']) =>
  data instanceof Float32Array ? 'float32' : data instanceof Int32Array ? 'int32' : 'bool';

/**
 * A runtime on one of the two packages.
 *
 * @param writesInto whether the package writes outputs to the tensors it is given; if not, they are copied
 */
export const ortRuntime = (name: string, ort: Ort, options: InferenceSession.SessionOptions, writesInto: boolean): Runtime => ({
  name,
  load: async (model) => session(ort, await ort.InferenceSession.create(model, options), writesInto),
});

function session({ Tensor: OrtTensor }: Ort, inference: InferenceSession, writesInto: boolean): Session {
  /** Made once for each host tensor: the same arrays come again at every step. */
  const wrapped = new WeakMap<HostTensor, Tensor>();
  const wrap = (host: HostTensor): Tensor => {
    const tensor = wrapped.get(host) ?? new OrtTensor(typeOf(host.data), host.data, host.shape);
    wrapped.set(host, tensor);
    return tensor;
  };
  const wrapAll = (tensors: Readonly<Record<string, HostTensor>>) =>
    Object.fromEntries(Object.entries(tensors).map(([name, host]) => [name, wrap(host)]));

  return {
    async run(inputs, into = {}) {
      const fetches = Object.fromEntries(inference.outputNames.map((name) => [name, writesInto && into[name] ? wrap(into[name]) : null]));
      const outputs = await inference.run(wrapAll(inputs), fetches);
      return Object.fromEntries(
        inference.outputNames.map((name) => {
          const { data, dims } = outputs[name]!;
          const target = into[name];
          if (target && !writesInto) target.data.set(data as HostTensor['data']);
          return [name, target ?? { data: data as HostTensor['data'], shape: dims }];
        }),
      );
    },
    release: () => inference.release(),
  };
}
