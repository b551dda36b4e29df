import { InvalidOptionError } from '@hourglass/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Value } from './graph.js';
import { lowerings } from './lower/lowerings.js';
import { onnxNode } from './node.js';
import { writeOnnx } from './onnx/write-onnx.js';
import { onnxWeb } from './web.js';

const [x, scale, y, count]: Value[] = [
  { shape: [2, 3], dtype: 'float32' },
  { shape: [], dtype: 'int32' },
  { shape: [2, 3], dtype: 'float32' },
  { shape: [], dtype: 'int32' },
];
const model = writeOnnx(
  {
    inputs: new Map([['x', x!], ['scale', scale!]]), // prettier-ignore
    constants: new Map(),
    nodes: [
      { kernel: 'Multiply', inputs: [x!, scale!], inputNames: ['a', 'b'], attrs: {}, outputs: [y!] },
      { kernel: 'Square', inputs: [scale!], inputNames: ['x'], attrs: {}, outputs: [count!] },
    ],
    outputs: new Map([['y', y!], ['count', count!]]), // prettier-ignore
  },
  lowerings,
);
const inputs = () => ({ x: { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }, scale: { data: Int32Array.of(3), shape: [] } });

describe.each([
  { name: 'compiled-node', create: onnxNode },
  { name: 'compiled-web', create: onnxWeb },
])('the runtime $name', ({ name, create }) => {
  it('says its name and runs a graph', async () => {
    const runtime = await create({ threads: 1 });
    const session = await runtime.load(model);
    expect(runtime.name).toBe(name);
    expect(await session.run(inputs())).toEqual({
      y: { data: Float32Array.of(3, 6, 9, 12, 15, 18), shape: [2, 3] },
      count: { data: Int32Array.of(9), shape: [] },
    });
    await session.release();
  });

  it('writes outputs into views of a larger memory and leaves the rest of it alone', async () => {
    const session = await (await create({ threads: 1 })).load(model);
    const memory = new Float32Array(10).fill(-1);
    const target = { data: memory.subarray(2, 8), shape: [2, 3] };
    const outputs = await session.run(inputs(), { y: target });
    expect(outputs['y']).toBe(target);
    expect([...memory]).toEqual([-1, -1, 3, 6, 9, 12, 15, 18, -1, -1]);
    await session.release();
  });

  it('gives new arrays each time for outputs that none are given for', async () => {
    const session = await (await create({ threads: 1 })).load(model);
    const first = await session.run(inputs());
    await session.run({ ...inputs(), scale: { data: Int32Array.of(5), shape: [] } });
    expect(first['y']!.data[0]).toBe(3);
    await session.release();
  });

  it('says what is wrong with inputs', async () => {
    const session = await (await create({ threads: 1 })).load(model);
    const wrong = { ...inputs(), x: { data: new Float32Array(3), shape: [3] } };
    await expect(session.run(wrong)).rejects.toThrow(/rank|dimension/i);
    await session.release();
  });

  it('reads inputs anew at each run, though they are the same arrays', async () => {
    const session = await (await create({ threads: 1 })).load(model);
    const given = inputs();
    const first = await session.run(given);
    given.x.data.fill(7);
    const second = await session.run(given);
    expect([first, second].map(({ y }) => y!.data[0])).toEqual([3, 21]);
    await session.release();
  });

  it('refuses unknown options and threads below 1', async () => {
    await expect(create({ threads: 0 })).rejects.toThrow(InvalidOptionError);
    await expect(create({ cores: 2 } as object)).rejects.toThrow(InvalidOptionError);
  });
});

describe('onnxNode without onnxruntime-node', () => {
  afterEach(() => {
    vi.doUnmock('onnxruntime-node');
  });

  it('says how to install it', async () => {
    vi.doMock('onnxruntime-node', () => {
      throw new Error('Cannot find package');
    });
    await expect(onnxNode()).rejects.toThrow(/ONNXRUNTIME_NODE_INSTALL=skip npm i onnxruntime-node/);
  });
});
