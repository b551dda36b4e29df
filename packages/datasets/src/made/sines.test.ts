import { InvalidOptionError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { sines, type AnomalyKind } from './sines.js';
import { deviation, mean, rowsOf, whole } from './whole.fixture.js';

const kinds: readonly AnomalyKind[] = ['spike', 'levelShift', 'frequencyChange', 'missingBeat'];

/** How often a wave without noise goes up through 0. */
const beats = (row: readonly number[]): number => row.filter((value, i) => i > 0 && row[i - 1]! < 0 && value >= 0).length;

describe('sines(options)', () => {
  it('are labelled where there is an anomaly, which is as likely as asked for and of every kind', async () => {
    const data = sines({ count: 4000, anomalies: 0.2 });
    const labels = [...(await whole(data)).label!.data];
    const found = labels.map((_, sample) => data.anomaly(sample));
    expect(found.map((anomaly) => Number(anomaly !== undefined))).toEqual(labels);
    expect(Math.abs(mean(labels) - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / 4000));
    const total = labels.filter(Boolean).length;
    for (const kind of kinds) expect(Math.abs(found.filter((anomaly) => anomaly?.kind === kind).length / total - 0.25)).toBeLessThan(0.08);
  });

  it('have 4 to 8 periods of one height without an anomaly', async () => {
    const data = sines({ count: 200, anomalies: 0, noise: 0, length: 256 });
    for (const row of rowsOf((await whole(data)).clean)) {
      expect(beats(row)).toSatisfy((count) => Number(count) >= 3 && Number(count) <= 8);
      expect(Math.max(...row)).toSatisfy((peak) => Number(peak) > 0.28 && Number(peak) <= 0.5);
      expect(Math.max(...row) + Math.min(...row)).toBeCloseTo(0, 1);
    }
  });

  it.each(kinds)('with a %s are otherwise only where it is', async (kind) => {
    const options = { count: 100, noise: 0, length: 256 };
    const disturbed = sines({ ...options, anomalies: 1, kinds: [kind] });
    const plain = rowsOf((await whole(sines({ ...options, anomalies: 0 }))).clean);
    rowsOf((await whole(disturbed)).clean).forEach((row, sample) => {
      const anomaly = disturbed.anomaly(sample)!;
      expect(anomaly.kind).toBe(kind);
      expect(anomaly.from).toSatisfy((from) => Number(from) >= 64 && Number(from) < anomaly.to && anomaly.to <= 256);
      const differs = row.map((value, i) => Math.abs(value - plain[sample]![i]!));
      expect(Math.max(...differs.slice(0, anomaly.from), ...differs.slice(anomaly.to))).toBe(0);
      expect(Math.max(...differs.slice(anomaly.from, anomaly.to))).toBeGreaterThan(0.2);
    });
  });

  it('with a missing beat are flat for one period', async () => {
    const data = sines({ count: 50, noise: 0, anomalies: 1, kinds: ['missingBeat'], length: 256 });
    rowsOf((await whole(data)).clean).forEach((row, sample) => {
      const { from, to } = data.anomaly(sample)!;
      expect(to - from).toSatisfy((length) => Number(length) >= 32 && Number(length) <= 65);
      expect(row.slice(from, to).every((value) => value === 0)).toBe(true);
    });
  });

  it('have noise of the stddev given', async () => {
    const [plain, noisy] = await Promise.all([0, 0.1].map(async (noise) => (await whole(sines({ count: 100, anomalies: 0, noise }))).clean.data));
    expect(Math.abs(deviation([...noisy!].map((value, i) => value - plain![i]!)) - 0.1)).toBeLessThan(0.005);
  });

  it.each<[option: string, options: object]>([
    ['length', { length: 8 }],
    ['anomalies', { anomalies: 1.1 }],
    ['kinds', { kinds: [] }],
    ['kinds', { kinds: ['hiccup'] }],
    ['noise', { noise: -0.1 }],
  ])('refuse a bad %s', (option, options) => {
    expect(() => sines(options)).toThrow(InvalidOptionError);
    expect(() => sines(options)).toThrow(option);
  });
});
