import { testDataset } from '@hourglass/testing';
import { parquetWriteBuffer, type SchemaElement } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { parquet, type ParquetOptions } from './parquet.js';

const listOf = (name: string): SchemaElement[] => [
  { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', type: 'FLOAT', repetition_type: 'OPTIONAL' },
];

const rows = Array.from({ length: 20 }, (_, i) => i);
const file = new Uint8Array(
  parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: 6 },
      { name: 'a', type: 'DOUBLE', repetition_type: 'REQUIRED' },
      { name: 'b', type: 'INT32', repetition_type: 'OPTIONAL' },
      ...listOf('x'),
      { name: 'colour', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      { name: 'class', type: 'INT64', repetition_type: 'REQUIRED' },
      { name: 'when', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'REQUIRED' },
    ],
    columnData: [
      { name: 'a', data: rows.map((i) => i / 20) },
      { name: 'b', data: rows.map((i) => (i === 7 ? null : i % 2)) },
      { name: 'x', data: rows.map((i) => [i / 64, -i / 64]) },
      { name: 'colour', data: rows.map((i) => (i % 3 === 0 ? 'red' : 'blue')) },
      { name: 'class', data: rows.map((i) => BigInt(i % 4)) },
      { name: 'when', data: rows.map((i) => new Date(i)) },
    ],
    rowGroupSize: 6,
  }),
);
const columns = ['x', 'a', 'colour'];
const options: ParquetOptions = { columns, label: 'class' };

testDataset({ name: 'parquet', create: () => parquet(file, options) });
testDataset({ name: 'parquet with missing values', create: () => parquet(file, { columns: ['b'], missing: 'mask' }) });

describe('parquet', () => {
  it('reads numbers, lists and categories of all row groups, in the order that is asked for', async () => {
    const data = await parquet(file, options);
    expect(data.info).toEqual({ inputShape: [5], targetShape: [5], dtype: 'float32', range: [-1, 1], size: 20 });
    for await (const { clean, label } of data.batches({ batchSize: 20 })) {
      expect(clean.data).toEqual(Float32Array.from(rows.flatMap((i) => [i / 64, -i / 64, i / 20, Number(i % 3 === 0), Number(i % 3 !== 0)])));
      expect(label!.data).toEqual(Int32Array.from(rows, (i) => i % 4));
    }
  });

  it('leaves rows out or masks them where a value is missing, and refuses them otherwise', async () => {
    expect((await parquet(file, { columns: ['b'], missing: 'drop' })).info.size).toBe(19);
    for await (const { mask } of (await parquet(file, { columns: ['b'], missing: 'mask' })).batches({ batchSize: 20 }))
      expect([...mask!.data]).toEqual(rows.map((i) => Number(i !== 7)));
    await expect(parquet(file, { columns: ['b'] })).rejects.toThrow(/row 7, column b: expected a value, received none/);
  });

  it('holds text to the limit, packed in however many pages and columns', async () => {
    const values = Array.from({ length: 100 }, (_, i) => ['red', 'green', 'blue'][i % 3]!.padEnd(100, '.')); // 104 bytes each, unpacked
    const texts = (names: readonly string[]): Uint8Array =>
      new Uint8Array(parquetWriteBuffer({ columnData: names.map((name) => ({ name, data: values, type: 'STRING', encoding: 'PLAIN' })), pageSize: 1000 }));
    expect(texts(['a', 'b']).length).toBeLessThan(8000);
    await expect(parquet(texts(['a']), { limit: 8000 })).rejects.toThrow(/Expected at most 8000 bytes in a column of a row group, received \d+ and more\..* limit/);
    await expect(parquet(texts(['a', 'b']), { limit: 16000 })).rejects.toThrow(/Expected at most 16000 bytes in the row group from row 0 on, received 2\d{4}\./);
    expect((await parquet(texts(['a', 'b']), { limit: 24000 })).info).toMatchObject({ size: 100, inputShape: [6] });
  });

  it.each<[string, Uint8Array, ParquetOptions, RegExp]>([
    ['dates', file, {}, /column when: expected numbers, text or lists of numbers, received Date/],
    ['columns that are not there', file, { columns: ['c'] }, /received "c". The columns are a, b, x, colour, class, when/],
    ['row groups beyond the limit', file, { ...options, limit: 100 }, /Expected at most 100 bytes in .*limit/],
    ['a file that was cut short', file.subarray(0, 400), options, /Expected a Parquet file/],
    ['other formats', new TextEncoder().encode('a,b\n1,2\n3,4\n'), options, /Expected a Parquet file/],
    ['nothing', new Uint8Array(0), options, /Expected a Parquet file/],
  ])('refuses %s', async (_, bytes, given, message) => {
    await expect(parquet(bytes, given)).rejects.toThrow(message);
  });
});
