import { HourglassError, InvalidDataError } from '@hourglass/core';
import type { AsyncBuffer, Compressors, FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { byteSource, readExactly, type OpenBytes, type Source } from '../byte-source.js';
import { checkPages } from './check-pages.js';

/** A Parquet file while it is read. */
export interface ParquetFile {
  readonly metadata: FileMetaData;
  readonly columns: readonly SchemaTree[];
  /** Reads one column of a row group; gives its pages, decoded. */
  readColumn(column: SchemaTree, rows: GroupRows, onPage: (values: ArrayLike<unknown>, rowStart: number) => void): Promise<void>;
  close(): Promise<void>;
}

/** A row group, and its rows from `rowStart` to `rowEnd`. */
export interface GroupRows {
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly group: RowGroup;
}

/**
 * Opens a Parquet file.
 *
 * @param limit bytes that may be read or unpacked at once
 * @throws InvalidDataError where the file is damaged or takes more
 */
export async function openParquet(source: Source, limit: number): Promise<ParquetFile> {
  const [{ parquetMetadataAsync, parquetRead, parquetSchema }, { compressors }] = await Promise.all([import('hyparquet'), import('hyparquet-compressors')]);
  const bytes = await byteSource(source).open();
  try {
    const file = asyncBuffer(bytes, limit);
    const metadata = await asData(() => parquetMetadataAsync(file));
    return {
      metadata,
      columns: await asData(async () => parquetSchema(metadata).children),
      readColumn: (column, { rowStart, rowEnd, group }, onPage) =>
        asData(async () => {
          const whole = await columnBytes(file, group, column, rowEnd - rowStart);
          const pages: (() => void)[] = [];
          await parquetRead({
            file: whole,
            metadata,
            compressors: boundedCompressors(compressors, limit),
            rowStart,
            rowEnd,
            columns: [column.element.name],
            onChunk: ({ columnData, rowStart: first }) => pages.push(() => onPage(columnData, first)),
          });
          for (const page of pages) page();
        }),
      close: () => bytes.close(),
    };
  } catch (cause) {
    await bytes.close();
    throw cause;
  }
}

/** A file of which one column of a row group is in memory, its pages checked. */
async function columnBytes(file: AsyncBuffer, group: RowGroup, { element, ...tree }: SchemaTree, rows: number): Promise<AsyncBuffer> {
  const chunks = group.columns.flatMap(({ meta_data }) => (meta_data?.path_in_schema[0] === element.name ? [meta_data] : []));
  const [meta] = chunks;
  if (!meta || chunks.length > 1) throw new InvalidDataError(`column ${element.name}: expected values of one kind, received a structure of ${chunks.length}. Leave it out with the option columns.`);
  if (tree.children.length === 0 && Number(meta.num_values) !== rows) throw new InvalidDataError(`column ${element.name}: expected ${rows} values in a row group, received ${meta.num_values}. The file is damaged; get it again.`);
  const start = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
  const part = await file.slice(start, start + Number(meta.total_compressed_size));
  await checkPages(new Uint8Array(part), meta, { element, ...tree });
  return {
    byteLength: file.byteLength,
    slice: (from, to = file.byteLength) => (from >= start && to <= start + part.byteLength ? part.slice(from - start, to - start) : file.slice(from, to)),
  };
}

const asyncBuffer = (bytes: OpenBytes, limit: number): AsyncBuffer => ({
  byteLength: bytes.size,
  slice: async (start, end = bytes.size) => {
    if (!(start >= 0 && end >= start)) throw new InvalidDataError(`Expected a part of the file, received bytes ${start} to ${end}. The file is damaged; get it again.`);
    if (end - start > limit) throw tooLarge('a column of a row group', end - start, limit);
    const part = await readExactly(bytes, start, end - start);
    return part.buffer as ArrayBuffer;
  },
});

/** The error for what would take too much memory. */
export const tooLarge = (what: string, size: number | string, limit: number): InvalidDataError =>
  new InvalidDataError(`Expected at most ${limit} bytes in ${what}, received ${size}. Write the file with smaller row groups, or allow more with the option limit.`);

/** What unpacks the pages of one column of a row group, up to so many bytes in all. */
function boundedCompressors(compressors: Compressors, limit: number): Compressors {
  let total = 0;
  const bounded = Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, size: number) => {
      total += size;
      if (total > limit) throw tooLarge('a column of a row group', `${total} and more`, limit);
      return unpack(input, size);
    },
  ]);
  return Object.fromEntries(bounded) as Compressors;
}

/** Runs what decodes a file's bytes; whatever goes wrong is an error in data. */
async function asData<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    if (HourglassError.isInstance(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidDataError(`Expected a Parquet file, received bytes that do not decode (${reason}). It was cut short or damaged, or is of another format.`, { cause });
  }
}
