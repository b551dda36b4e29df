import { describe, expect, it } from 'vitest';
import type { Measurement, Outcome } from '../outcome.js';
import { performanceDocument } from './performance-document.js';

const machine = { processor: 'A processor', cores: 2, memory_gib: 16, system: 'Linux x64', node: '20.20.2' };

const measured = (bench: string, contender: string, median_ms: number, more: Partial<Measurement> = {}): Outcome => {
  const times = { median_ms, min_ms: median_ms - 0.1, max_ms: median_ms + 0.1 };
  return { bench, contender, batch: 128, ...times, loss: 0.58, version: `version of ${contender}`, ...more };
};

const outcomes: readonly Outcome[] = [
  measured('dense-step', 'pytorch', 2),
  measured('dense-step', 'compiled-node', 1.5, { compile_ms: 640 }),
  measured('dense-step', 'matmul-limit', 0.5, { loss: null }),
  measured('conv-step', 'compiled-node', 30, { compile_ms: 2400 }),
  measured('conv-step', 'keras-tensorflow', 20),
  measured('encode', 'compiled-node', 5, { batch: 1024, samples_per_second: 204_800 }),
  measured('encode', 'compiled-node', 0.1, { batch: 1, samples_per_second: 10_000 }),
  measured('batch-cost', 'compiled-node', 3.2, { batch: 32 }),
  { bench: 'memory', contender: 'compiled-node', step: 1000, tensors: 12, resident_mib: 289 },
  { bench: 'dense-step', contender: 'keras-jax', batch: 128, reason: "No module named 'keras'", failed: false },
];

const document = performanceDocument(outcomes, machine, '2026-01-31');
const section = (title: string): string[] =>
  document.split(`\n## ${title}\n`)[1]!.split('\n## ')[0]!.trim().split('\n');

describe('performanceDocument(outcomes, machine, date)', () => {
  it('says when, on what and by which command it came to be', () => {
    expect(document).toContain('2026-01-31');
    expect(document).toContain('npm run -s bench -- performance');
    expect(section('Machine')).toContain('| processor | A processor, 2 cores, 16 GiB, Linux x64 |');
    expect(document).toContain('version of compiled-node; version of matmul-limit');
  });

  it('holds the measured ratios against their targets', () => {
    expect(section('Targets')).toEqual(
      expect.arrayContaining([
        '| dense-step: compiled-node ÷ pytorch | 0.75 | ≤ 0.85 | reached |',
        '| dense-step: compiled-node ÷ matmul-limit | 3 | ≤ 2.5 | **missed** |',
        '| conv-step: compiled-node ÷ keras-tensorflow | 1.5 | aim: ≤ 1 | not yet |',
        '| encode at 1024: onnxruntime-python ÷ compiled-node | not measured | ≥ 0.8 |  |',
        '| dense-step: compiled-node, seconds to the end of its first step | 0.64 | ≤ 2 | reached |',
        '| conv-step: compiled-node, seconds to the end of its first step | 2.4 | ≤ 2 | **missed** |',
      ]),
    );
  });

  it('lists the contenders of a step from the fastest on', () => {
    expect(section('A dense step').slice(-3)).toEqual([
      '| `matmul-limit` | 0.5 ms | 0.4 ms to 0.6 ms | 0.333× |  |  |',
      '| `compiled-node` | 1.5 ms | 1.4 ms to 1.6 ms | 1× | 0.580000 | 640 ms |',
      '| `pytorch` | 2 ms | 1.9 ms to 2.1 ms | 1.33× | 0.580000 |  |',
    ]);
  });

  it('has the other tables', () => {
    expect(section('Encoding').slice(-3)).toEqual(['| contender | batch 1024 | batch 1 |', '| --- | --- | --- |', '| `compiled-node` | 204,800 | 10,000 |']);
    expect(section('Cost by batch').at(-1)).toBe('| 32 | 3.2 ms | 100 µs |');
    expect(section('Memory').at(-1)).toBe('| `compiled-node` | 1,000 | 12 | 289 MiB |');
    expect(section('Not measured')).toEqual(["- dense-step, `keras-jax`: No module named 'keras'"]);
  });
});
