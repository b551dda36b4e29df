import { fromBinary } from '@bufbuild/protobuf';
import { InvalidDataError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import type { Graph, Node, Value } from '../graph.js';
import { lowerings } from '../lower/lowerings.js';
import { runGraph } from '../lower/kernel-case.fixture.js';
import { ModelProtoSchema } from './onnx_pb.js';
import { UnloweredKernelError } from './unlowered-kernel-error.js';
import { writeOnnx } from './write-onnx.js';

const vector = (): Value => ({ shape: [3], dtype: 'float32' });
const unary = (kernel: string, x: Value, y: Value): Node => ({ kernel, inputs: [x], inputNames: ['x'], attrs: {}, outputs: [y] });
const graph = (parts: Partial<Graph>): Graph => ({ inputs: new Map(), constants: new Map(), nodes: [], outputs: new Map(), ...parts });
const nodesOf = (file: Graph) => fromBinary(ModelProtoSchema, writeOnnx(file, lowerings)).graph!;
const feed = { x: { data: Float32Array.of(-1, 0, 2), shape: [3] } };

describe('writeOnnx', () => {
  it('names inputs and outputs as the graph does and keeps their shapes', () => {
    const [x, y] = [vector(), vector()];
    const file = nodesOf(graph({ inputs: new Map([['a/b:0', x]]), nodes: [unary('Relu', x, y)], outputs: new Map([['total', y]]) }));
    const described = [...file.input, ...file.output].map(({ name, type }) => [
      name,
      type!.value.case === 'tensorType' && type!.value.value.shape!.dim.map(({ value }) => value.value),
    ]);
    expect(described).toEqual([
      ['a/b:0', [3n]],
      ['total', [3n]],
    ]);
    expect(file.node.map(({ opType }) => opType)).toEqual(['Relu']);
  });

  it('gives outputs that are inputs, constants or other outputs', async () => {
    const [x, c, y] = [vector(), vector(), vector()];
    const file = graph({
      inputs: new Map([['x', x]]),
      constants: new Map([[c, Float32Array.of(7, 8, 9)]]),
      nodes: [unary('Square', x, y)],
      outputs: new Map([['same', x], ['constant', c], ['square', y], ['again', y]]), // prettier-ignore
    });
    const outputs = await runGraph(file, feed);
    expect(Object.entries(outputs).map(([name, { data }]) => [name, [...data]])).toEqual([
      ['same', [-1, 0, 2]],
      ['constant', [7, 8, 9]],
      ['square', [1, 0, 4]],
      ['again', [1, 0, 4]],
    ]);
  });

  it('gives bool outputs as bytes and takes them as inputs', async () => {
    const [x, nan, not]: Value[] = [vector(), { shape: [3], dtype: 'bool' }, { shape: [3], dtype: 'bool' }];
    const outputs = await runGraph(
      graph({ inputs: new Map([['x', x!]]), nodes: [unary('IsFinite', x!, nan!)], outputs: new Map([['y', nan!]]) }),
      { x: { data: Float32Array.of(1, NaN, Infinity), shape: [3] } },
    );
    expect(outputs['y']!.data).toEqual(Uint8Array.of(1, 0, 0));
    const negated = await runGraph(
      graph({ inputs: new Map([['x', nan!]]), nodes: [unary('LogicalNot', nan!, not!)], outputs: new Map([['y', not!]]) }),
      { x: outputs['y']! },
    );
    expect(negated['y']!.data).toEqual(Uint8Array.of(0, 1, 1));
  });

  it('leaves out what no output needs and writes equal nodes and constants once', () => {
    const [x, a, b, c, unused] = [vector(), vector(), vector(), vector(), vector()];
    const constants = new Map([a, b].map((value) => [value, Float32Array.of(1, 2, 3)]));
    const add = (constant: Value, y: Value): Node => ({ kernel: 'Add', inputs: [x, constant], inputNames: ['a', 'b'], attrs: {}, outputs: [y] });
    const [first, second] = [vector(), vector()];
    const product: Node = { kernel: 'Multiply', inputs: [first, second], inputNames: ['a', 'b'], attrs: {}, outputs: [c] };
    const nodes = [add(a, first), add(b, second), unary('Exp', x, unused), product];
    const file = nodesOf(graph({ inputs: new Map([['x', x]]), constants, nodes, outputs: new Map([['y', c]]) }));
    expect(file.node.map(({ opType }) => opType)).toEqual(['Add', 'Mul']);
    expect(file.initializer).toHaveLength(1);
  });

  it('writes transposes and reshapes that undo each other as nothing', () => {
    const values: Value[] = [[2, 3, 4], [4, 2, 3], [2, 3, 4], [6, 4], [2, 3, 4]].map((shape) => ({ shape, dtype: 'float32' }));
    const [x, turned, back, flat, y] = values as [Value, Value, Value, Value, Value];
    const nodes = [
      { ...unary('Transpose', x, turned), attrs: { perm: [2, 0, 1] } },
      { ...unary('Transpose', turned, back), attrs: { perm: [1, 2, 0] } },
      unary('Reshape', back, flat),
      unary('Reshape', flat, y),
    ];
    const file = nodesOf(graph({ inputs: new Map([['x', x]]), nodes, outputs: new Map([['y', y]]) }));
    expect(file.node.map(({ opType }) => opType)).toEqual(['Identity']);
  });

  it('names a kernel that has no lowering, and is not misled by names that every object has', () => {
    const [x, y] = [vector(), vector()];
    for (const kernel of ['FFT', 'toString']) {
      const file = graph({ inputs: new Map([['x', x]]), nodes: [unary(kernel, x, y)], outputs: new Map([['y', y]]) });
      expect(() => writeOnnx(file, lowerings)).toThrow(expect.toSatisfy((error: unknown) => UnloweredKernelError.isInstance(error) && error.kernel === kernel));
    }
  });

  it('writes what has no elements as a constant, and refuses to make something of it where that is not defined', async () => {
    const x: Value = { shape: [0, 3], dtype: 'float32' };
    const none = { data: new Float32Array(), shape: [0, 3] };
    const of = (kernel: string, shape: number[], attrs: Node['attrs']) => {
      const y: Value = { shape, dtype: 'float32' };
      return graph({ inputs: new Map([['x', x]]), nodes: [{ ...unary(kernel, x, y), attrs }], outputs: new Map([['y', y]]) });
    };
    const empty = await runGraph(of('Cumsum', [0, 3], { axis: 1, exclusive: false, reverse: false }), { x: none });
    expect(empty['y']).toEqual(none);
    const sums = await runGraph(of('Sum', [3], { axis: [0], keepDims: false }), { x: none });
    expect(sums['y']).toEqual({ data: new Float32Array(3), shape: [3] });
    expect(() => writeOnnx(of('Max', [3], { reductionIndices: [0], keepDims: false }), lowerings)).toThrow(/Max.* without elements/);
  });

  it('refuses a name that is both an input and an output', () => {
    const x = vector();
    expect(() => writeOnnx(graph({ inputs: new Map([['w', x]]), outputs: new Map([['w', x]]) }), lowerings)).toThrow(InvalidDataError);
  });

  it('refuses constants beyond the 2 GB of an ONNX file', () => {
    const large: Value = { shape: [2 ** 29], dtype: 'float32' };
    const file = graph({ constants: new Map([[large, new Float32Array(2 ** 29)]]), outputs: new Map([['y', large]]) });
    expect(() => writeOnnx(file, lowerings)).toThrow(/2 GB.*received 2147483648/);
  });
});
