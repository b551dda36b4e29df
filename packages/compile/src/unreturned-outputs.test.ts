import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { runUnreturned, stopsUnreturned, withUnreturnedOutputs } from './unreturned-outputs.js';
import { writeOnnx } from './onnx/write-onnx.js';
import { lowerings } from './lower/lowerings.js';

const [x, y] = [{ shape: [4], dtype: 'float32' }, { shape: [4], dtype: 'float32' }] as const;
const model = writeOnnx(
  {
    inputs: new Map([['x', x]]),
    constants: new Map(),
    nodes: [{ kernel: 'Neg', inputs: [x], inputNames: ['x'], attrs: {}, outputs: [y] }],
    outputs: new Map([['y', y]]),
  },
  lowerings,
);
const load = (bytes: Uint8Array) => ort.InferenceSession.create(bytes, { logSeverityLevel: 4 });
const tensor = (...values: number[]) => new ort.Tensor('float32', Float32Array.from(values), [values.length]);

describe('outputs of onnxruntime-node', () => {
  it('are written and not returned', async () => {
    const session = await load(withUnreturnedOutputs(model)!);
    const result = tensor(0, 0, 0, 0);
    await runUnreturned(session, { x: tensor(1, 2, 3, 4) }, { y: result });
    expect([...result.data]).toEqual([-1, -2, -3, -4]);
    await session.release();
  });

  it('take no memory of their own, run after run', async () => {
    const size = 1 << 18;
    const shape = { shape: [size], dtype: 'float32' } as const;
    const [large, negated] = [{ ...shape }, { ...shape }];
    const nodes = [{ kernel: 'Neg', inputs: [large], inputNames: ['x'], attrs: {}, outputs: [negated] }];
    const graph = { inputs: new Map([['x', large]]), constants: new Map(), nodes, outputs: new Map([['y', negated]]) };
    const session = await load(withUnreturnedOutputs(writeOnnx(graph, lowerings))!);
    const outputs = { y: new ort.Tensor('float32', new Float32Array(size), [size]) };
    const inputs = { x: new ort.Tensor('float32', new Float32Array(size).fill(1), [size]) };
    const before = process.memoryUsage().arrayBuffers;
    for (let run = 0; run < 5; run++) await runUnreturned(session, inputs, outputs);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * size);
    await session.release();
  });

  it('of a run that fails are an error', async () => {
    const session = await load(withUnreturnedOutputs(model)!);
    await expect(runUnreturned(session, { x: tensor(1, 2) }, { y: tensor(0, 0, 0, 0) })).rejects.toThrow(/dimension/);
    await session.release();
  });

  it('are returned by a package that stops otherwise', async () => {
    expect(await stopsUnreturned(load)).toBe(true);
    const other = async (bytes: Uint8Array): Promise<ort.InferenceSession> => {
      const session = await load(bytes);
      session.run = () => Promise.reject(new Error('sequences are not implemented'));
      return session;
    };
    expect(await stopsUnreturned(other)).toBe(false);
  });
});
