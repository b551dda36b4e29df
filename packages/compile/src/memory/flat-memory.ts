import { EnvironmentError, HourglassError, sizeOf, type Shape } from '@hourglass/core';
import { optimiserKernels, type OptimiserKernels } from './optimiser-kernels.js';

export interface FlatLayout {
  /** The shapes of the parameters, by name. */
  readonly parameters: Readonly<Record<string, Shape>>;
  /** The optimiser's slots that are as large as the parameters: `moment1`. */
  readonly slots: readonly string[];
}

/** One tensor for each parameter, end to end. */
export interface Block {
  /** The byte of the memory at which it begins, a multiple of 16. */
  readonly offset: number;
  /** All of its numbers, those that pad a tensor to 16 bytes among them; these are 0. */
  readonly values: Float32Array;
  /** The numbers of one parameter, in row-major order: always the same array, never detached. */
  view(parameter: string): Float32Array;
}

/** Parameters, gradients and optimiser slots in one WebAssembly memory, laid out alike. */
export interface FlatMemory {
  readonly layout: FlatLayout;
  readonly parameters: Block;
  readonly gradients: Block;
  /** By the names of the layout. */
  readonly slots: Readonly<Record<string, Block>>;
  /** The length of each block, a multiple of 16. */
  readonly blockBytes: number;
  /** The arithmetic of optimisers on this memory. */
  readonly kernels: OptimiserKernels;
}

const number = Float32Array.BYTES_PER_ELEMENT;
const vector = 16; // bytes of a SIMD register, and what ONNX Runtime's kernels like to find
const page = 65536;
const mostPages = 65536; // 4 GiB, what 32 bits address

/**
 * Lays out one memory of fixed size, so that views of it stay valid, filled with 0.
 *
 * @throws EnvironmentError where it would be larger than 4 GiB, or cannot be had
 */
export function createFlatMemory(layout: FlatLayout): FlatMemory {
  const { parameters, slots } = layout;
  const starts = new Map<string, number>();
  let blockBytes = 0;
  for (const [name, shape] of Object.entries(parameters)) {
    starts.set(name, blockBytes);
    blockBytes += Math.ceil((sizeOf(shape) * number) / vector) * vector;
  }
  const memory = allocate(blockBytes * (2 + slots.length));

  const block = (place: number): Block => {
    const offset = place * blockBytes;
    const part = (start: number, size: number): Float32Array => new Float32Array(memory.buffer, offset + start, size);
    const views = new Map([...starts].map(([name, start]) => [name, part(start, sizeOf(parameters[name]!))]));
    const view = (parameter: string): Float32Array => views.get(parameter) ?? unknown(parameter, [...views.keys()]);
    return { offset, values: part(0, blockBytes / number), view };
  };

  return {
    layout,
    parameters: block(0),
    gradients: block(1),
    slots: Object.fromEntries(slots.map((name, i) => [name, block(2 + i)])),
    blockBytes,
    kernels: optimiserKernels(memory),
  };
}

function allocate(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / page);
  const needed = `Parameters, gradients and optimiser slots need ${(bytes / 2 ** 30).toFixed(2)} GiB in one memory`;
  const advice = 'Use a smaller model, an optimiser with fewer slots (sgd), or the engine eager().';
  if (pages > mostPages) throw new EnvironmentError(`${needed}; expected at most 4 GiB. ${advice}`);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (cause) {
    throw new EnvironmentError(`${needed}, which this machine did not give. ${advice}`, { cause });
  }
}

function unknown(parameter: string, known: readonly string[]): never {
  throw new HourglassError(`Expected the name of a parameter (${known.join(', ') || 'there is none'}), received ${parameter}.`);
}
