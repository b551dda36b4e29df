import type { Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freeSpokenDigits } from './free-spoken-digits.js';

/** A WAV file of 16-bit values at 8 kHz, all alike. */
function recording(length: number, value: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + 2 * length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(2 * length, 40);
  const values = Int16Array.from({ length }, () => value);
  return Buffer.concat([header, Buffer.from(values.buffer)]);
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-'));
  for (let digit = 0; digit < 10; digit++) {
    await writeFile(join(folder, `${digit}_ann_0.wav`), recording(1500, 1000 * digit));
    await writeFile(join(folder, `${digit}_bob_0.wav`), recording(900, -1000 * digit));
  }
});
afterAll(() => rm(folder, { recursive: true }));

testDataset({ name: 'freeSpokenDigits', create: () => freeSpokenDigits(folder, { window: 64 }) });

async function labelsOf(data: Dataset): Promise<string[]> {
  const found: string[] = [];
  for await (const { label } of data.batches({ batchSize: 16 })) found.push(...[...label!.data].map((number) => data.info.labelNames![number]!));
  return found;
}

describe('freeSpokenDigits(path, options)', () => {
  it('gives windows of every recording, labelled by what is spoken', async () => {
    const data = await freeSpokenDigits(folder);
    expect(data.info).toMatchObject({ inputShape: [1024, 1], range: [-1, 1], size: 30 });
    const counts = (await labelsOf(data)).reduce<Record<string, number>>((all, name) => ({ ...all, [name]: (all[name] ?? 0) + 1 }), {});
    expect(counts).toEqual(Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [String(digit), 3])));
  });

  it('takes the recordings of the speakers named', async () => {
    const data = await freeSpokenDigits(folder, { speakers: ['bob'], window: 900 });
    expect(await labelsOf(data)).toEqual(Array.from({ length: 10 }, (_, digit) => String(digit)));
    for await (const { clean } of data.batches({ batchSize: 10 })) expect(clean.data[9 * 900]).toBeCloseTo(-9000 / 32768, 4);
  });

  it('refuses speakers that are not there', async () => {
    await expect(freeSpokenDigits(folder, { speakers: ['carl'] })).rejects.toThrow('expected recordings of carl, found those of ');
  });
});
