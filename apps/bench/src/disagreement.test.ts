import { describe, expect, it } from 'vitest';
import { disagreement } from './disagreement.js';

const reference = { name: 'wasm', figures: [0.69, 0.68, 0.66] };

describe('disagreement(figures, reference)', () => {
  it('finds none within a thousandth', () => {
    expect(disagreement([0.6901, 0.6795, 0.6606], reference)).toBeUndefined();
  });

  it('names the first step that is further away, and both figures', () => {
    expect(disagreement([0.69, 0.681, 0.7], reference)).toMatch(/0\.68 at step 2, which wasm has, received 0\.681/);
  });

  it('takes NaN for a disagreement, and a contender without figures for none', () => {
    expect(disagreement([NaN, 0.68, 0.66], reference)).toContain('step 1');
    expect(disagreement([null, null, null], reference)).toBeUndefined();
  });
});
