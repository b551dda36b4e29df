import { InvalidOptionError, type Dataset } from '@hourglass/core';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fuzz } from '../fuzz/fuzz.js';
import { zipOf } from '../zip/zip.fixture.js';
import { npz } from './npz.js';
import { targets } from './npz.fuzz.js';
import { writeNpy } from './write-npy.js';

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

async function first({ batches }: Dataset) {
  for await (const { clean, label } of batches({ batchSize: 100 })) return { clean: [...clean.data], label: label && [...label.data] };
  return undefined;
}

describe('npz(source)', () => {
  it.each([
    ['stored.npz', { inputShape: [6], range: [0, 23] }, (i: number) => i, [1, 0, 2, 1]],
    ['packed.npz', { inputShape: [3, 2, 1], range: [0, 1] }, (i: number) => Math.fround((i * 10) / 255), [1, 0, 2, 1]],
    ['single.npz', { inputShape: [3, 2, 1], range: [0, 1] }, (i: number) => Math.fround(i / 23), undefined],
  ])('reads %s of NumPy, with the labels that go with the samples', async (name, info, value, label) => {
    const dataset = await npz(fixture(name));
    expect(dataset.info).toMatchObject({ ...info, size: 4 });
    const batch = await first(dataset);
    expect(batch!.clean).toHaveLength(24);
    batch!.clean.forEach((found, i) => { expect(found).toBeCloseTo(value(i), 6); });
    expect(batch!.label).toEqual(label);
  });

  it('takes the arrays that are named, and then no others', async () => {
    expect(await first(await npz(fixture('packed.npz'), { samples: 'x_test', labels: 'y_test' }))).toEqual({ clean: Array(6).fill(0), label: [3] });
    expect((await first(await npz(fixture('stored.npz'), { samples: 'X' })))!.label).toBeUndefined();
  });

  it('says which arrays there are where it finds none', async () => {
    const archive = await zipOf(['first', 'second'].map((name) => ({ path: `${name}.npy`, bytes: writeNpy({ data: new Float32Array(2), shape: [1, 2] }) })));
    await expect(npz(archive)).rejects.toThrow('Expected an array samples, found first, second. Give the name of one of them');
    await expect(npz(archive, { samples: 'third' })).rejects.toThrow('Expected an array third, found first, second');
    await expect(npz(archive, { sample: 'first' } as never)).rejects.toThrow(InvalidOptionError);
  });

  it('names archive and array in its errors', async () => {
    const archive = new File([await zipOf([{ path: 'X.npy', bytes: writeNpy({ data: Float32Array.of(NaN, 1), shape: [1, 2] }) }])], 'set.npz');
    await expect(npz(archive)).rejects.toThrow('set.npz/X.npy: Expected finite values');
  });
});

it.each(targets)('$name: damaged files are refused or read as they are', async (target) => {
  expect((await fuzz(target, { seed: 1, cases: 1500 })).failures).toEqual([]);
});
