import { InvalidDataError } from '@hourglass/core';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nab } from './nab.js';

let root: string;
const at = (...names: string[]): string => join(root, ...names);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hourglass-'));
  await mkdir(at('data', 'realKnownCause'), { recursive: true });
  await mkdir(at('labels'));
  const rows = Array.from({ length: 24 }, (_, hour) => `2014-07-01 ${String(hour).padStart(2, '0')}:00:00,${hour}`);
  await writeFile(at('data', 'realKnownCause', 'taxi.csv'), ['timestamp,value', ...rows].join('\n'));
  await writeFile(at('data', 'realKnownCause', 'nyc_taxi.csv'), ['timestamp,value', ...rows.slice(0, 5)].join('\n'));
  const anomalies = { 'realKnownCause/nyc_taxi.csv': [], 'realKnownCause/taxi.csv': [['2014-07-01 09:30:00.000000', '2014-07-01 11:00:00.000000']] };
  await writeFile(at('labels', 'combined_windows.json'), JSON.stringify(anomalies));
});
afterAll(() => rm(root, { recursive: true }));

describe('nab(name, path, options)', () => {
  it('gives windows of the series of this name, labelled by its anomalies', async () => {
    const data = await nab('taxi', root, { window: 4, step: 4 });
    expect(data.info).toMatchObject({ inputShape: [4, 1], size: 6, labelNames: ['normal', 'anomalous'] });
    for await (const { clean, label } of data.batches({ batchSize: 6 })) {
      expect([...clean.data]).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
      expect([...label!.data]).toEqual([0, 0, 1, 0, 0, 0]);
    }
    expect((await nab('nyc_taxi', root, { window: 3 })).info.size).toBe(3);
  });

  it('names the series that it knows, and the file that is missing', async () => {
    vi.stubEnv('HOURGLASS_DATA', '');
    await expect(nab('taxi', undefined, { cache: at('cache') })).rejects.toThrow(/expected one of art_daily_no_noise, .*, received taxi/);
    vi.unstubAllEnvs();
    await expect(nab('bus', root)).rejects.toThrow(InvalidDataError);
    await expect(nab('bus', root)).rejects.toThrow('expected one file of the series bus, found none');
  });

  it('refuses labels that are none', async () => {
    await mkdir(at('bad'));
    await writeFile(at('bad', 'bus.csv'), 'timestamp,value\n2014-07-01 00:00:00,1\n2014-07-01 01:00:00,2');
    for (const [text, message] of [['{', 'received what is not'], ['{ "bus.csv": [1] }', 'received what is not'], ['{}', 'expected the anomaly windows of bus, found none']] as const) {
      await writeFile(at('bad', 'combined_windows.json'), text);
      await expect(nab('bus', at('bad'), { window: 1 })).rejects.toThrow(InvalidDataError);
      await expect(nab('bus', at('bad'), { window: 1 })).rejects.toThrow(message);
    }
  });
});
