import { InvalidDataError, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime } from './parse-time.js';
import { series, type SeriesOptions } from './series.js';
import { unwindow } from './unwindow.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const day = (minutes: readonly number[], value = (i: number) => i): string =>
  `timestamp,value\n${minutes.map((minute, i) => `2014-04-01 ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00,${value(i)}\n`).join('')}`;

async function whole({ batches }: Dataset) {
  for await (const batch of batches({ batchSize: 10_000 })) return batch;
  throw new Error('no batch');
}

const counted = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => i);

testDataset({ name: 'series', create: () => series(bytes(day(Array.from({ length: 60 }, (_, i) => 5 * i))), { window: 8, step: 3, anomalies: [['2014-04-01 01:00', '2014-04-01 01:10']] }) });
testDataset({ name: 'series, normalised', create: () => series({ data: counted(120), shape: [60, 2] }, { window: 8, normalise: true }) });

describe('series', () => {
  it('cuts windows of all channels, by steps', async () => {
    const data = await series({ data: counted(12), shape: [6, 2] }, { window: 3, step: 2 });
    expect((await whole(data)).clean).toEqual({ data: Float32Array.of(0, 1, 2, 3, 4, 5, 4, 5, 6, 7, 8, 9), shape: [2, 3, 2] });
    expect(data.info).toMatchObject({ size: 2, inputShape: [3, 2], range: [0, 11] });
    expect([...data.starts]).toEqual([0, 2]);
  });

  it('reads values and times of text, and chooses columns', async () => {
    const text = 'when,a,b\n1,0.5,10\n2,0.25,20\n3,1,30\n';
    expect((await whole(await series(bytes(text), { window: 2, columns: ['b'], time: 'when' }))).clean.data).toEqual(Float32Array.of(10, 20, 20, 30));
    expect((await series(bytes(text), { window: 2, time: 'when' })).info.inputShape).toEqual([2, 2]);
  });

  it('crosses no gap, no missing value, no end of a series', async () => {
    const starts = async (...parts: (string | Float32Array)[]) =>
      [...(await series(parts.map((part) => (typeof part === 'string' ? bytes(part) : part)), { window: 2 })).starts];
    expect(await starts(day([0, 5, 10, 30, 35, 40]))).toEqual([0, 1, 3, 4]);
    expect(await starts(day([0, 5, 10, 10, 15, 20]))).toEqual([0, 1, 3, 4]); // a time twice
    expect(await starts('value\n1\n2\nNaN\n3\n4\n5\n')).toEqual([0, 3, 4]);
    expect(await starts(counted(3), counted(1), counted(2))).toEqual([0, 1, 4]);
  });

  it('labels the windows that hold any of an anomaly', async () => {
    const data = await series(bytes(day([0, 5, 10, 15, 20, 25])), { window: 2, anomalies: [['2014-04-01 00:10:00.000000', '2014-04-01 00:15:00']] });
    expect([...(await whole(data)).label!.data]).toEqual([0, 1, 1, 1, 0]);
    expect(data.info.labelNames).toEqual(['normal', 'anomalous']);
  });

  it('normalises each window by itself, flat ones to zero', async () => {
    const { clean } = await whole(await series(Float32Array.of(1, 3, 3, 3), { window: 2, normalise: true }));
    expect([...clean.data]).toEqual([-1, 1, 0, 0, 0, 0]);
  });

  it.each<[string, string, SeriesOptions, RegExp]>([
    ['text among values', 'value\n1\nx\n', { window: 1 }, /line 3, column value: expected a number, received "x"/],
    ['times that are none', 'time,value\nnoon,1\n', { window: 1 }, /line 2: expected a time/],
    ['windows that do not fit', 'value\n1\n2\n', { window: 3 }, /Expected 3 rows without a gap/],
    ['anomalies without times', 'value\n1\n2\n', { window: 1, anomalies: [['2014-01-01', '2014-01-02']] }, /with times/],
    ['anomalies that end before they begin', day([0, 5]), { window: 1, anomalies: [['2014-01-02', '2014-01-01']] }, /two times in their order/],
  ])('refuses %s', async (_, text, options, message) => {
    await expect(series(bytes(text), options)).rejects.toThrow(message);
    await expect(series(bytes(text), options)).rejects.toSatisfy((error) => InvalidDataError.isInstance(error));
  });
});

describe('unwindow', () => {
  it('gives back the series that windows were cut from', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 40 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), async (values, window, step) => {
        const given = Float32Array.from(values);
        const data = await series(given, { window, step });
        const found = unwindow((await whole(data)).clean, { starts: data.starts, length: data.length });
        found.data.forEach((value, row) => {
          const isHeld = data.starts.some((start) => start <= row && row < start + window);
          if (isHeld) expect(value).toBeCloseTo(given[row]!, 5);
          else expect(value).toBeNaN();
        });
      }),
    );
  });

  it('takes the mean where windows overlap', () => {
    expect(unwindow({ data: Float32Array.of(1, 2, 4, 8), shape: [2, 2, 1] }, { starts: 1 })).toEqual({ data: Float32Array.of(1, 3, 8), shape: [3, 1] });
  });

  it('refuses other shapes, and windows behind the end', () => {
    expect(() => unwindow({ data: Float32Array.of(1, 2), shape: [2] }, { starts: 1 })).toThrow(/\[count, window, channels\]/);
    expect(() => unwindow({ data: Float32Array.of(1, 2), shape: [1, 2, 1] }, { starts: 1, length: 1 })).toThrow(/inside of 1 rows/);
  });
});

it.each([
  ['2014-04-01 00:05:00', Date.UTC(2014, 3, 1, 0, 5)],
  ['2014-04-01T00:05:00.5+02:00', Date.UTC(2014, 2, 31, 22, 5, 0, 500)],
  ['2014-04-01', Date.UTC(2014, 3, 1)],
  ['12.5', 12.5],
  ['noon', NaN],
  ['', NaN],
  ['2014-13-01', NaN],
])('parseTime(%j)', (text, time) => expect(parseTime(text)).toBe(time));
