import { InvalidDataError } from '@hourglass/core';
import { expect, it } from 'vitest';
import { fuzz, type FuzzTarget } from './fuzz.js';

/** A file that says how many bytes follow, and then has them. */
const counted: FuzzTarget<readonly number[]> = {
  name: 'counted',
  valid: () => [Uint8Array.of(3, 10, 20, 30), Uint8Array.of(0)],
  read: async ([count, ...rest]) => {
    if (count !== rest.length) throw new InvalidDataError('Expected as many bytes as the first says.');
    return rest;
  },
  agrees: (bytes, result) => bytes[0] === result.length && result.every((value, i) => value === bytes[i + 1]),
};

const options = { seed: 1, cases: 400 };

it('counts what is refused and what is read, of a reader without faults', async () => {
  const report = await fuzz(counted, options);
  expect(report.failures).toEqual([]);
  expect(report.refused).toBeGreaterThan(100);
  expect(report.read).toBeGreaterThan(20);
  expect(report.refused + report.read).toBe(400);
});

it('truncates at every byte, empties files included', async () => {
  const lengths = new Set<number>();
  const file = Uint8Array.from({ length: 40 }, (_, i) => i);
  await fuzz({ name: 'lengths', valid: () => [file], read: async ({ length }) => lengths.add(length) }, options);
  expect([...lengths]).toEqual(expect.arrayContaining(Array.from({ length: 40 }, (_, i) => i)));
});

it('runs a case again by its seed and number', async () => {
  const seen: Uint8Array[] = [];
  const target: FuzzTarget = { ...counted, read: async (bytes) => seen.push(bytes) };
  await fuzz(target, options);
  const again: Uint8Array[] = [];
  await fuzz({ ...target, read: async (bytes) => again.push(bytes) }, { seed: 1, cases: 5, first: 123 });
  expect(again.slice(2)).toEqual(seen.slice(2 + 123, 2 + 128));
  again.length = 0;
  await fuzz({ ...target, read: async (bytes) => again.push(bytes) }, { seed: 2, cases: 5, first: 123 });
  expect(again.slice(2)).not.toEqual(seen.slice(2 + 123, 2 + 128));
});

it.each<[string, Partial<FuzzTarget<readonly number[]>>, RegExp]>([
  ['a crash', { read: async ([count]) => Array.from(new Float32Array(count === undefined ? -1 : 1)) }, /^threw RangeError/],
  ['values read wrongly', { read: async (bytes) => [...bytes.subarray(1)] }, /another result/],
  ['a read that never ends', { read: (bytes) => (bytes.length === 0 ? new Promise(() => undefined) : counted.read(bytes)) }, /did not come to an end|more than 50/],
])('finds %s, with the seed and the number of the case', async (_, fault, reason) => {
  const { failures } = await fuzz({ ...counted, ...fault }, { seed: 1, cases: 60, limit: 50 });
  expect(failures[0]).toMatchObject({ target: 'counted', seed: 1 });
  expect(failures.some((failure) => reason.test(failure.reason))).toBe(true);
  const { case: first, mutation } = failures.find((failure) => failure.case >= 0)!;
  const replayed = await fuzz({ ...counted, ...fault }, { seed: 1, cases: 1, first, limit: 50 });
  expect(replayed.failures.at(-1)).toMatchObject({ case: first, mutation });
});

it('finds a valid file that is refused', async () => {
  const { failures } = await fuzz({ ...counted, valid: () => [Uint8Array.of(9)] }, { seed: 1, cases: 0 });
  expect(failures).toMatchObject([{ case: -1, mutation: 'none', reason: 'refused' }]);
});
