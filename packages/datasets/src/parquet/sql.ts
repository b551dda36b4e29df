import { checkOptions, EnvironmentError, InvalidDataError } from '@hourglass/core';
import * as v from 'valibot';
import { naming } from '../byte-source.js';
import { fromTable, type TableDataset } from '../table/from-table.js';
import type { TableBlock } from '../table/table.js';
import { tableEntries, type TableOptions } from '../table/table-options.js';

type Connection = Awaited<ReturnType<Awaited<ReturnType<typeof loadDuckDb>>['connect']>>;
type Result = Awaited<ReturnType<Connection['stream']>>;

/**
 * The rows that a query gives, by DuckDB in memory: over many files at once, of CSV, Parquet and JSON, joined and filtered, as
 * in `select a, b from 'rides/*.parquet'`. The query runs once to find what its columns hold, then anew in every epoch; give
 * it an `order by` where files may come in any order. It reads whatever this user may read: never take it from others.
 *
 * @throws EnvironmentError where the package @duckdb/node-api is not installed
 * @throws InvalidDataError for a query that DuckDB refuses, and for what `csv` refuses
 */
export async function sql(query: string, options: TableOptions = {}): Promise<TableDataset> {
  const checked = checkOptions('sql', v.strictObject(tableEntries), options);
  const instance = await loadDuckDb();
  const name = 'sql';
  const columns = await naming(name, () => running(instance, query, async (result) => result.columnNames()));
  return fromTable(
    {
      name,
      columns,
      async *blocks() {
        const connection = await instance.connect();
        try {
          let first = 0;
          for await (const rows of (await stream(connection, query)).yieldRowsJs()) {
            yield blockOf(rows, first);
            first += rows.length;
          }
        } finally {
          connection.closeSync();
        }
      },
    },
    checked,
  );
}

async function loadDuckDb() {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch((cause: unknown) => {
    throw new EnvironmentError('Expected the package @duckdb/node-api, which could not be loaded. Install it: npm install @duckdb/node-api.', { cause });
  });
  return DuckDBInstance.create(':memory:');
}

async function running<Found>(instance: Awaited<ReturnType<typeof loadDuckDb>>, query: string, run: (result: Result) => Promise<Found>): Promise<Found> {
  const connection = await instance.connect();
  try {
    return await run(await stream(connection, query));
  } finally {
    connection.closeSync();
  }
}

async function stream(connection: Connection, query: string): Promise<Result> {
  try {
    return await connection.stream(query);
  } catch (cause) {
    throw new InvalidDataError(`Expected a query that DuckDB runs, received one that it refuses (${(cause as Error).message}).`, { cause });
  }
}

const blockOf = (rows: readonly (readonly unknown[])[], first: number): TableBlock => ({
  rows: rows.length,
  place: (row) => `row ${first + row}`,
  number: (row, column) => {
    const value = rows[row]![column];
    return typeof value === 'number' ? value : typeof value === 'bigint' || typeof value === 'boolean' ? Number(value) : NaN;
  },
  text: (row, column) => {
    const value = rows[row]![column];
    if (value === null || value === undefined || Number.isNaN(value)) return undefined;
    if (typeof value === 'object') throw new InvalidDataError(`row ${first + row}: expected numbers or text, received ${value.constructor.name}. Cast it in the query.`);
    return `${value as string | number}`;
  },
});
