import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { open } from 'node:fs/promises';

/** What a file holds: its samples, and the sum of the first value of each. */
export interface Truth {
  readonly size: number;
  readonly sum: number;
}

const mib = 2 ** 20;

/** The value that begins every sample of a block. */
const firstOf = (block: number): number => (block % 128) / 128;

/** Random numbers from 0 to 1: no encoding makes them smaller. */
function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => (state = (state * 48271) % 2147483647) / 2147483647);
}

/** An NPY file of so many GiB: float32 `[size, 512]`. */
export async function makeNpy(path: string, gib: number): Promise<Truth> {
  const [columns, rows] = [512, 8192]; // 16 MiB a block
  const blocks = Math.round((gib * 1024) / 16);
  const size = blocks * rows;
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${size}, ${columns}), }`.padEnd(117);
  const block = noise(rows * columns);
  const file = await open(path, 'wx');
  try {
    await file.write(Buffer.concat([Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'), Buffer.from(`${dictionary}\n`)]));
    for (let number = 0; number < blocks; number++) {
      for (let row = 0; row < rows; row++) block[row * columns] = firstOf(number);
      await file.write(new Uint8Array(block.buffer));
    }
  } finally {
    await file.close();
  }
  return { size, sum: sumOf(blocks, rows) };
}

/** A Parquet file of so many GiB: 64 columns of float32, in row groups of 16 MiB. */
export async function makeParquet(path: string, gib: number): Promise<Truth> {
  const [columns, rows] = [64, (16 * mib) / (64 * 4)];
  const blocks = Math.round((gib * 1024) / 16);
  const names = Array.from({ length: columns }, (_, column) => `column${column}`);
  const schema = names.map((name) => ({ name, type: 'FLOAT', repetition_type: 'REQUIRED' }) as const);
  const writer = new ParquetWriter({ writer: fileWriter(path), schema: [{ name: 'root', num_children: columns }, ...schema], codec: 'UNCOMPRESSED' });
  const values = noise(rows);
  for (let number = 0; number < blocks; number++) {
    const first = new Float32Array(rows).fill(firstOf(number));
    const columnData = names.map((name, column) => ({ name, data: column === 0 ? first : values, encoding: 'PLAIN' as const }));
    await writer.write({ columnData, rowGroupSize: rows });
  }
  await writer.finish();
  return { size: blocks * rows, sum: sumOf(blocks, rows) };
}

const sumOf = (blocks: number, rows: number): number => Array.from({ length: blocks }, (_, block) => rows * firstOf(block)).reduce((a, b) => a + b, 0);
