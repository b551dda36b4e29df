import '@tensorflow/tfjs-backend-cpu';
import { createSeed, eager } from '@hourglass/core';
import { engine, setBackend, tensor, tidy, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';
import type { DType, Graph, Value } from '../graph.js';
import { onnxNode } from '../node.js';
import { writeOnnx } from '../onnx/write-onnx.js';
import type { HostTensor, Session } from '../runtime.js';
import type { Lowerings } from '../lowering.js';
import { lowerings } from './lowerings.js';

/** Values that an input of a kernel has. */
export interface Sample {
  readonly data: Float32Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export interface KernelCase {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, Sample>> | readonly Sample[];
  readonly attrs?: Readonly<Record<string, unknown>>;
}

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Different numbers in [low, high), evenly spread, in no order. */
export const floats = (shape: readonly number[], low = -2, high = 2): Sample => ({
  data: Float32Array.from({ length: size(shape) }, (_, i) => low + (high - low) * (((i + 1) * 0.6180339887) % 1)),
  shape,
  dtype: 'float32',
});

export const ints = (shape: readonly number[], low = -5, high = 6): Sample => ({
  data: Int32Array.from(floats(shape, low, high).data, Math.floor),
  shape,
  dtype: 'int32',
});

export const bools = (shape: readonly number[]): Sample => ({
  data: Uint8Array.from(floats(shape, 0, 2).data, Math.floor),
  shape,
  dtype: 'bool',
});

export const given = (values: readonly number[], shape: readonly number[] = [values.length], dtype: DType = 'float32'): Sample => ({
  data: dtype === 'float32' ? Float32Array.from(values) : dtype === 'int32' ? Int32Array.from(values) : Uint8Array.from(values),
  shape,
  dtype,
});

/** The eager engine puts right what cpu gets wrong when it prepares anything. */
async function repairedCpu() {
  await setBackend('cpu');
  await eager().prepareForward({ compute: () => ({}), variables: {}, seed: createSeed(0) });
}

/** The kernel as TensorFlow.js computes it on cpu, with the gradients that it gets wrong repaired. */
export async function byTensorFlow({ kernel, inputs, attrs = {} }: KernelCase): Promise<Sample[]> {
  await repairedCpu();
  const results = tidy(() => {
    const tensors = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, shape, dtype }]: [string, Sample]) => [name, tensor(data, [...shape], dtype)]),
    );
    const passed = Array.isArray(inputs) ? Object.values(tensors) : tensors;
    const result: Tensor | Tensor[] = engine().runKernel(kernel, passed as Record<string, Tensor>, attrs as unknown as NamedAttrMap);
    return [result].flat();
  });
  // Where cpu casts, it may keep the array it had, of another type.
  const samples = results.map((result) => given([...result.dataSync()], result.shape, result.dtype as DType));
  results.forEach((result) => {
    result.dispose();
  });
  return samples;
}

/** A graph of this one kernel, with inputs named as TensorFlow.js does and outputs named by their place. */
function graphOf({ kernel, inputs, attrs = {} }: KernelCase, outputs: readonly Value[]): Graph {
  const values = new Map(Object.entries(inputs).map(([name, { shape, dtype }]: [string, Sample]) => [name, { shape, dtype }]));
  return {
    inputs: new Map([...values].map(([name, value]) => [`in ${name}`, value])),
    constants: new Map(),
    nodes: [{ kernel, inputs: [...values.values()], inputNames: [...values.keys()], attrs, outputs }],
    outputs: new Map(outputs.map((value, i) => [`out ${String(i)}`, value])),
  };
}

const runtime = onnxNode({ threads: 1 });

export async function runGraph(graph: Graph, feeds: Readonly<Record<string, HostTensor>>, by: Lowerings = lowerings) {
  const session: Session = await (await runtime).load(writeOnnx(graph, by));
  try {
    return await session.run(feeds);
  } finally {
    await session.release();
  }
}

/** The kernel as ONNX Runtime computes it. */
export async function byOnnx(kernelCase: KernelCase, outputs: readonly Value[], by: Lowerings = lowerings): Promise<HostTensor[]> {
  const feeds = Object.fromEntries(Object.entries(kernelCase.inputs).map(([name, sample]: [string, Sample]) => [`in ${name}`, sample]));
  const results = await runGraph(graphOf(kernelCase, outputs.map(({ shape, dtype }) => ({ shape, dtype }))), feeds, by);
  return outputs.map((_, i) => results[`out ${String(i)}`]!);
}

/** The largest difference, relative to the largest magnitude of the pair or to 1; infinite where shapes, NaN or infinities differ. */
export function difference(a: HostTensor, b: HostTensor): number {
  if (a.shape.join() !== b.shape.join() || a.data.constructor !== b.data.constructor) return Infinity;
  return [...a.data].reduce((largest, x, i) => {
    const y = b.data[i]!;
    if (Object.is(x, y) || x === y) return largest;
    const relative = Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y));
    return Number.isFinite(relative) ? Math.max(largest, relative) : Infinity;
  }, 0);
}
