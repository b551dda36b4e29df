import { InvalidDataError, InvalidOptionError, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { expect, it } from 'vitest';
import { counting, epochOf } from './counting.fixture.js';
import { prefetch } from './prefetch.js';

testDataset({ name: 'prefetch', create: () => prefetch(counting(60), { batches: 3 }) });

/** A dataset that tells what was asked of it. */
function watched(fail = Infinity): { data: Dataset; made: () => number; open: () => boolean } {
  const source = counting(60);
  let [made, open] = [0, false];
  const data: Dataset = {
    info: source.info,
    async *batches(options) {
      open = true;
      try {
        for await (const batch of source.batches(options)) {
          if (made === fail) throw new InvalidDataError('damaged');
          made++;
          yield batch;
        }
      } finally {
        open = false;
      }
    },
  };
  return { data, made: () => made, open: () => open };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

it('reads so many batches ahead, and no more', async () => {
  const { data, made } = watched();
  const iterator = prefetch(data, { batches: 3 }).batches({ batchSize: 6 })[Symbol.asyncIterator]();
  await iterator.next();
  await pause();
  expect(made()).toBe(4);
  await iterator.next();
  await pause();
  expect(made()).toBe(5);
});

it('closes its source when it is let go', async () => {
  const { data, open } = watched();
  for await (const { index } of prefetch(data, { batches: 3 }).batches({ batchSize: 6 })) {
    expect([index[0], open()]).toEqual([0, true]);
    break;
  }
  expect(open()).toBe(false);
});

it('gives what came before an error, and then the error', async () => {
  const { data } = watched(4);
  const seen: number[] = [];
  const run = async (): Promise<void> => {
    for await (const { index } of prefetch(data, { batches: 8 }).batches({ batchSize: 6 })) {
      seen.push(index[0]!);
      await pause();
    }
  };
  await expect(run()).rejects.toThrow('damaged');
  expect(seen).toEqual([0, 6, 12, 18]);
});

it('gives the batches of its source', async () => {
  expect(await epochOf(prefetch(counting(60), { batches: 2 }))).toEqual(await epochOf(counting(60)));
});

it('refuses to read no batch ahead', () => {
  expect(() => prefetch(counting(9), { batches: 0 })).toThrow(InvalidOptionError);
});
