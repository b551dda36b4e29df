import { sizeOf } from '@hourglass/core';
import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { HostTensor, Runtime, Session } from './runtime.js';
import { runUnreturned, stopsUnreturned, withUnreturnedOutputs } from './unreturned-outputs.js';

/** What onnxruntime-node and onnxruntime-web have in common. */
export interface Ort {
  readonly InferenceSession: { create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
  readonly Tensor: new (type: keyof typeof arrays, data: HostTensor['data'], shape: readonly number[]) => Tensor;
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

const typeOf = (data: HostTensor['data']) =>
  data instanceof Float32Array ? 'float32' : data instanceof Int32Array ? 'int32' : 'bool';

/** A runtime on a package that returns outputs in arrays of its own; they are copied to those that are given. */
export const returningRuntime = (name: string, ort: Ort, options: InferenceSession.SessionOptions): Runtime => ({
  name,
  load: async (model) => returningSession(await ort.InferenceSession.create(model, options), wrapping(ort)),
});

/** A runtime on a package that writes outputs to the arrays that it is given. */
export async function writingRuntime(name: string, ort: Ort, options: InferenceSession.SessionOptions): Promise<Runtime> {
  const create = (model: Uint8Array) => ort.InferenceSession.create(model, options);
  const stops = await stopsUnreturned(create);
  return {
    name,
    load: async (model) => {
      const changed = stops ? withUnreturnedOutputs(model) : undefined;
      return changed ? writingSession(await create(changed), wrapping(ort)) : returningSession(await create(model), wrapping(ort));
    },
  };
}

type Wrap = (tensors: Readonly<Record<string, HostTensor>>) => Record<string, Tensor>;

/** Tensors of the package around the host's, made once for each: the same come again at every step. */
function wrapping({ Tensor: OrtTensor }: Ort): Wrap {
  const wrapped = new WeakMap<HostTensor, Tensor>();
  const wrap = (host: HostTensor): Tensor => {
    const tensor = wrapped.get(host) ?? new OrtTensor(typeOf(host.data), host.data, host.shape);
    wrapped.set(host, tensor);
    return tensor;
  };
  return (tensors) => Object.fromEntries(Object.entries(tensors).map(([name, host]) => [name, wrap(host)]));
}

const returningSession = (inference: InferenceSession, wrap: Wrap): Session => ({
  async run(inputs, into = {}) {
    const outputs = await inference.run(wrap(inputs));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data, dims }]) => {
        const target = into[name];
        target?.data.set(data as HostTensor['data']);
        return [name, target ?? { data: data as HostTensor['data'], shape: dims }];
      }),
    );
  },
  release: () => inference.release(),
});

function writingSession(inference: InferenceSession, wrap: Wrap): Session {
  const described = inference.outputMetadata.filter((output) => output.isTensor);
  return {
    async run(inputs, into = {}) {
      const outputs = Object.fromEntries(described.map((output) => [output.name, into[output.name] ?? allocate(output)]));
      await runUnreturned(inference, wrap(inputs), wrap(outputs));
      return outputs;
    },
    release: () => inference.release(),
  };
}

function allocate({ type, shape }: InferenceSession.TensorValueMetadata): HostTensor {
  const sizes = shape as readonly number[];
  return { data: new arrays[type as keyof typeof arrays](sizeOf(sizes)), shape: sizes };
}
