import { sizeOf, type EngineChoices } from '@hourglass/core';
import type { Graph, Node } from './graph.js';
import { convolution } from './lower/convolution.js';
import { filterGradient, inputGradient } from './lower/convolution-gradients.js';
import type { Formulated } from './lower/formulation.js';
import { lowerings } from './lower/lowerings.js';
import type { Windows } from './lower/windows.js';
import { writeOnnx } from './onnx/write-onnx.js';
import type { HostTensor, Runtime } from './runtime.js';

const formulated: Readonly<Record<string, Formulated>> = {
  Conv2D: convolution,
  FusedConv2D: convolution,
  Conv2DBackpropInput: inputGradient,
  Conv2DBackpropFilter: filterGradient,
};

/** Multiplications below which any formulation is fast enough not to be timed. */
const smallWork = 4e6;
/** How often a formulation is timed after its first run, and how far behind the best it may be to be timed at all. */
const repeats = 2;
const hopeless = 1.5;

/**
 * Chooses the fastest formulation of each convolution and gradient of a graph, by running it alone.
 *
 * @param known formulations chosen before, by kernel and windows; those that hold are taken without timing
 * @returns the graph with its nodes' choices, and the choices
 */
export async function chooseFormulations(
  graph: Graph,
  runtime: Runtime,
  known: EngineChoices,
): Promise<{ graph: Graph; choices: EngineChoices }> {
  const choices: Record<string, string> = {};
  const nodes: Node[] = [];
  for (const node of graph.nodes) {
    const names = candidates(node);
    if (names.length < 2) {
      nodes.push(node);
      continue;
    }
    const key = nameOf(node);
    choices[key] ??= names.find((name) => name === known[key]) ?? (await fastest(node, names, runtime));
    nodes.push(by(node, choices[key]));
  }
  return { graph: { ...graph, nodes }, choices };
}

const by = (node: Node, formulation: string): Node => ({ ...node, attrs: { ...node.attrs, formulation } });

/** The formulations among which a node's is to be chosen, the likely first; none for kernels that have but one. */
function candidates(node: Node): string[] {
  const kernel = Object.hasOwn(formulated, node.kernel) ? formulated[node.kernel] : undefined;
  if (!kernel) return [];
  const windows = kernel.windowsOf(node);
  if (workOf(windows) < smallWork) return [];
  const likely = kernel.likely(windows);
  const others = Object.keys(kernel.formulations).filter((name) => name !== likely && kernel.formulations[name]!.holds(windows));
  return [likely, ...others];
}

const workOf = ({ batch, output, kernel, channels, outputChannels }: Windows): number =>
  batch * sizeOf(output) * sizeOf(kernel) * channels * outputChannels;

/** Kernel and windows in words: `Conv2DBackpropFilter 128×28×28×16 to 28×28×1 by 3×3`. */
function nameOf(node: Node): string {
  const { batch, input, channels, output, outputChannels, kernel, strides, dilations, before, after } = formulated[node.kernel]!.windowsOf(node);
  const sizes = (...parts: (number | readonly number[])[]): string => parts.flat().join('×');
  const image = `${sizes(batch, input, channels)} to ${sizes(output, outputChannels)}`;
  return `${node.kernel} ${image} by ${sizes(kernel)}, strides ${sizes(strides)}, dilations ${sizes(dilations)}, pads ${sizes(before, after)}`;
}

async function fastest(node: Node, names: readonly string[], runtime: Runtime): Promise<string> {
  const inputs = Object.fromEntries(node.inputs.map(({ shape }, i): [string, HostTensor] => [`${i}`, { data: numbers(sizeOf(shape)), shape }]));
  let best = { name: names[0]!, time: Infinity };
  for (const name of names) {
    const time = await timeOf(by(node, name), inputs, { runtime, limit: hopeless * best.time });
    if (time < best.time) best = { name, time };
  }
  return best.name;
}

/** The shortest of a few runs in milliseconds, or of the first, which warms up, where that took longer than `limit`. */
async function timeOf(
  node: Node,
  inputs: Readonly<Record<string, HostTensor>>,
  { runtime, limit }: { readonly runtime: Runtime; readonly limit: number },
): Promise<number> {
  const graph: Graph = {
    inputs: new Map(node.inputs.map((value, i) => [`${i}`, value])),
    constants: new Map(),
    nodes: [node],
    outputs: new Map([['output', node.outputs[0]!]]),
  };
  const session = await runtime.load(writeOnnx(graph, lowerings));
  const run = async (): Promise<number> => {
    const start = performance.now();
    await session.run(inputs);
    return performance.now() - start;
  };
  try {
    let time = await run();
    for (let i = 0; i < repeats && time < limit; i++) time = Math.min(time, await run());
    return time;
  } finally {
    await session.release();
  }
}

/** Small numbers of both signs, none so small that arithmetic slows down. */
function numbers(count: number): Float32Array {
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = ((i % 17) - 8) / 8;
  return data;
}
