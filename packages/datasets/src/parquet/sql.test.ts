import { EnvironmentError, InvalidDataError } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import { describe, expect, it, vi } from 'vitest';
import { sql } from './sql.js';

const query = "select i / 32 as a, i::bigint as b, i % 2 = 0 as c, 'x' || (i % 3) as d, i % 4 as y from range(20) t(i) order by i";

testDataset({ name: 'sql', create: () => sql(query, { label: 'y' }) });

describe('sql', () => {
  it('gives the rows of a query, and says what its columns hold', async () => {
    const data = await sql(query, { columns: ['b', 'c', 'd'], label: 'y' });
    expect(data.columns.map(({ kind, categories }) => categories ?? kind)).toEqual(['number', 'number', ['x0', 'x1', 'x2']]);
    for await (const { clean, label } of data.batches({ batchSize: 20 })) {
      expect([...clean.data.subarray(0, 10)]).toEqual([0, 1, 1, 0, 0, 1, 0, 0, 1, 0]);
      expect([...label!.data.subarray(0, 5)]).toEqual([0, 1, 2, 3, 0]);
    }
  });

  it.each([
    ['a query that is none', 'selekt 1', /refuses/],
    ['a file that is not there', "select * from 'none.parquet'", /refuses.*none.parquet/],
    ['dates', "select date '2020-01-01' as a", /row 0: expected numbers or text, received Date/],
    ['nulls', 'select null::double as a', /row 0, column a: expected a value/],
    ['no rows', 'select 1 as a where false', /received none/],
  ])('refuses %s', async (_, text, message) => {
    await expect(sql(text)).rejects.toThrow(message);
    await expect(sql(text)).rejects.toSatisfy((error) => InvalidDataError.isInstance(error));
  });

  it('says what to install where DuckDB is missing', async () => {
    vi.doMock('@duckdb/node-api', () => {
      throw new Error('Cannot find package');
    });
    await expect(sql('select 1')).rejects.toSatisfy((error) => EnvironmentError.isInstance(error));
    await expect(sql('select 1')).rejects.toThrow(/npm install @duckdb\/node-api/);
    vi.doUnmock('@duckdb/node-api');
  });
});
