import type { Scatter } from '../views/scatter.js';
import { columnsOf } from './columns.js';
import type { TableOptions } from './csv.js';

/**
 * The points of a map as a Parquet file that Apple's Embedding Atlas opens, and DuckDB, pandas and their kin:
 * `embedding-atlas map.parquet --x x --y y`.
 *
 * @param view points without a finite place are left out
 * @returns a promise of the bytes, with columns `sample` (the place in the view), `x`, `y`, `label` where there are labels (null for
 *   none), and `code0`, `code1`, … where codes are given
 * @throws InvalidDataError where the codes are not one a point
 */
export async function embeddingAtlas(view: Scatter, { codes }: TableOptions = {}): Promise<Uint8Array> {
  const columns = columnsOf('embeddingAtlas', view, codes);
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columnData = columns.map(({ name, type, data }) => ({ name, type, data: data as typeof data & unknown[], nullable: type === 'STRING' }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
