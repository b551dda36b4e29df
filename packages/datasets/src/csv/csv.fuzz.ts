import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { isUtf16 } from '../fuzz/is-utf16.js';
import { csv, type CsvOptions } from './csv.js';

const files = [
  'a,b,class\n1,0.5,x\n2,-0.25,y\n3.5e1,1,"x"\n',
  '1;2;3\r\n4;5;6\r\n7;8;9\r\n',
  'name\tsize\n"a ""b""\n c"\t12\nd\t0.125\né\t99\n',
];

const read = async (bytes: Uint8Array, options: CsvOptions) => {
  const data = await csv(bytes, options);
  return { columns: data.columns.map(({ name }) => name), batches: await allBatches(data), size: data.info.size };
};

/** Cells as a state machine finds them, one character after another. */
function cellsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  let [cell, quoted, closed] = ['', false, false];
  const endCell = (): void => {
    rows.at(-1)!.push(cell.trim());
    [cell, closed] = ['', false];
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quoted && character === '"' && text[i + 1] === '"') cell += text[++i]!;
    else if (quoted && character === '"') [quoted, closed] = [false, true];
    else if (quoted) cell += character;
    else if (character === '"' && cell === '' && !closed) quoted = true;
    else if (character === delimiter) endCell();
    else if (character === '\n') {
      endCell();
      rows.push([]);
    } else cell += character;
  }
  endCell();
  return rows.filter((row) => row.length > 1 || row[0] !== '');
}

/** Whether the values are the numbers in the cells, and 1 for the one category of a column of text. */
const valuesAgree = (bytes: Uint8Array, { batches }: Awaited<ReturnType<typeof read>>): boolean => {
  const text = new TextDecoder().decode(bytes).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const cells = cellsOf(text, ',').flat();
  const values = batches.flatMap(({ clean }) => [...clean.data]);
  return isUtf16(bytes) || (cells.length === values.length && cells.every((cell, i) => Math.fround(Number.isNaN(Number(cell)) ? 1 : Number(cell)) === values[i]));
};

const encoder = new TextEncoder();

export const targets: readonly FuzzTarget<Awaited<ReturnType<typeof read>>>[] = [
  { name: 'csv', valid: () => files.map((text) => encoder.encode(text)), read: (bytes) => read(bytes, { missing: 'mask', ragged: 'drop' }) },
  {
    name: 'csv of numbers',
    valid: () => [encoder.encode('1,2,3\n4,5,6\n7.25,-8,9e2\n'), encoder.encode('"1","2"\n"3",4\n0,12345678901234567890\n')],
    read: (bytes) => read(bytes, { header: false, delimiter: ',', maxCategories: 1, range: [-3e38, 3e38] }),
    agrees: valuesAgree,
  },
];
