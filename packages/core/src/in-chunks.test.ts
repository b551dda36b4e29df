import { describe, expect, it } from 'vitest';
import { inChunks } from './in-chunks.js';
import type { PreparedForward } from './engine.js';

/** Doubles `input` and adds `condition`; notes how many rows it saw. */
function doubling(seen: number[]): PreparedForward {
  return {
    run: ({ input, condition }) => {
      seen.push(input!.shape[0]!);
      const data = Float32Array.from(input!.data, (x, i) => 2 * x + (condition?.data[Math.floor(i / 3)] ?? 0));
      return Promise.resolve({ output: { data, shape: input!.shape } });
    },
    dispose: () => undefined,
  };
}

const rows = (count: number, width: number) => ({ data: Float32Array.from({ length: count * width }, (_, i) => i), shape: [count, width] });

describe('inChunks(forward, inputs)', () => {
  it.each([
    { count: 1, chunks: [1] },
    { count: 1024, chunks: [1024] },
    { count: 2500, chunks: [1024, 1024, 452] },
  ])('runs $count rows in chunks of $chunks', async ({ count, chunks }) => {
    const seen: number[] = [];
    const [input, condition] = [rows(count, 3), rows(count, 1)];
    const { data, shape } = await inChunks(doubling(seen), { input, condition });
    expect([seen, shape]).toEqual([chunks, [count, 3]]);
    expect(data).toEqual(input.data.map((x, i) => 2 * x + Math.floor(i / 3)));
  });
});
