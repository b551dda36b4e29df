import { expect, it } from 'vitest';
import { describe as text, milliseconds } from './outcome.js';

const measurement = {
  bench: 'dense-step',
  contender: 'wasm',
  batch: 128,
  median_ms: 44.44,
  min_ms: 43.9,
  max_ms: 45.49,
  loss: 0.58141,
  compile_ms: 812.3,
  version: 'TensorFlow.js',
};

it.each([
  [0.01234, '0.0123 ms'],
  [1.4567, '1.46 ms'],
  [511.4, '511 ms'],
  [15_234, '15,200 ms'],
])('milliseconds(%d) is %s', (time, expected) => {
  expect(milliseconds(time)).toBe(expected);
});

it('describes what was measured, held and missed', () => {
  expect(text(measurement).replace(/ +/g, ' ')).toBe(
    'wasm, batch 128 44.4 ms (43.9 ms to 45.5 ms), loss 0.581410, compiled in 812 ms',
  );
  expect(text({ bench: 'memory', contender: 'wasm', step: 1000, tensors: 12, resident_mib: 290 })).toBe(
    'wasm, step 1000: 12 tensors, 290 MiB',
  );
  const absence = { bench: 'dense-step', contender: 'pytorch', batch: 128, reason: 'No module named torch' };
  expect(text({ ...absence, failed: false })).toBe('dense-step: pytorch, batch 128: skipped: No module named torch');
  expect(text({ ...absence, failed: true })).toContain('failed: No module');
});
