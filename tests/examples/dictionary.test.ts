import { expect, it, vi } from 'vitest';
import { dictionary } from '../../apps/examples/src/overcomplete-sparse/dictionary.js';

it('the dictionary example finds most directions, and more of them when dead units are revived', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const { 'batch-top-k': plain, 'with aux-k': revived } = await dictionary({ steps: 500 });
  expect(revived!['MCC']).toBeGreaterThan(0.85);
  expect(revived!['MCC']).toBeGreaterThan(plain!['MCC']!);
  expect(revived!['dead']).toBeLessThan(0.05);
  expect(revived!['L0']).toBeGreaterThan(2);
  expect(revived!['L0']).toBeLessThan(4);
});
