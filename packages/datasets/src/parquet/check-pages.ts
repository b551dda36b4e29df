import { InvalidDataError } from '@hourglass/core';
import type { ColumnMetaData, PageHeader, SchemaTree } from 'hyparquet';

/**
 * Looks through the pages of a column of a row group before they are decoded, since a damaged size could keep a decoder busy
 * for ever, or fill the memory.
 *
 * @param bytes the column's bytes in the file
 * @param schema the column's
 * @throws InvalidDataError where a page goes on behind the column's end, or the pages hold more values than the column
 */
export async function checkPages(bytes: Uint8Array, { num_values }: ColumnMetaData, schema: SchemaTree): Promise<void> {
  const { parquetHeader } = await import('hyparquet/src/column.js');
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let values = 0;
  while (reader.offset < bytes.length - 1 && values < Number(num_values)) {
    const header = parquetHeader(reader);
    const size = header.compressed_page_size;
    const page = bytes.subarray(reader.offset, reader.offset + size);
    if (!(size >= 0 && header.uncompressed_page_size >= 0 && page.length === size)) throw damaged(`a page of ${size} bytes`);
    const count = valuesIn(header);
    if (!(count >= 0)) throw damaged(`a page of ${count} values`);
    if (header.type === 'DICTIONARY_PAGE') {
      if (count > 8 * header.uncompressed_page_size) throw damaged(`a dictionary of ${count} values in ${header.uncompressed_page_size} bytes`);
    } else values += count;
    if (values > Number(num_values)) throw damaged(`${values} values and more`);
    if (header.data_page_header_v2) checkLevels(page, header.data_page_header_v2, count, schema);
    reader.offset += size;
  }
}

const damaged = (received: string): InvalidDataError =>
  new InvalidDataError(`Expected pages that hold a column's values, received ${received}. The file is damaged; get it again.`);

const valuesIn = ({ data_page_header, data_page_header_v2, dictionary_page_header }: PageHeader): number =>
  (data_page_header ?? data_page_header_v2 ?? dictionary_page_header)?.num_values ?? 0;

type LevelsHeader = NonNullable<PageHeader['data_page_header_v2']>;

/** Both kinds of levels of a page, which stand before its values. */
function checkLevels(page: Uint8Array, header: LevelsHeader, count: number, schema: SchemaTree): void {
  const { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition, num_rows, num_nulls } = header;
  if (!(repetition >= 0 && definition >= 0 && repetition + definition <= page.length && num_rows <= count && num_nulls >= 0 && num_nulls <= count))
    throw damaged(`levels of ${repetition} and ${definition} bytes in a page of ${page.length}`);
  const path = pathOf(schema);
  checkRuns(page.subarray(0, repetition), count, path.filter((type) => type === 'REPEATED').length);
  checkRuns(page.subarray(repetition, repetition + definition), count, path.filter((type) => type !== 'REQUIRED').length);
}

/** The repetition types from a column down to its only leaf. */
const pathOf = ({ element, children }: SchemaTree): readonly (string | undefined)[] => [element.repetition_type, ...(children[0] ? pathOf(children[0]) : [])];

/** Levels up to `most`, in runs of one level or packed eight by eight: none repeats a level beyond the page's values. */
function checkRuns(runs: Uint8Array, count: number, most: number): void {
  const width = 32 - Math.clz32(most);
  for (let i = 0, values = 0; i < runs.length && values < count;) {
    let run = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = runs[i++] ?? 0;
      run += (byte & 0x7f) * 2 ** shift;
      more = byte >= 0x80;
      if (shift > 28) throw damaged('a run of levels without end');
    }
    const length = Math.floor(run / 2);
    const isPacked = run % 2 === 1;
    if (!isPacked && length > count - values) throw damaged(`a run of ${length} levels for ${count} values`);
    values += isPacked ? 8 * length : length;
    i += isPacked ? length * width : Math.ceil(width / 8);
  }
}
