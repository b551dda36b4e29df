import { reading, type ByteSource } from '../byte-source.js';

/**
 * Files one behind the other, as one.
 *
 * @param check is called with each file's size; its errors name the file
 */
export async function joined(name: string, files: readonly ByteSource[], check: (size: number) => void): Promise<ByteSource> {
  const ends: number[] = [];
  for (const file of files) {
    const size = await reading(file, async (bytes) => {
      check(bytes.size);
      return bytes.size;
    });
    ends.push((ends.at(-1) ?? 0) + size);
  }
  return {
    name,
    open: async () => {
      const opened = await Promise.all(files.map((file) => file.open()));
      return {
        size: ends.at(-1) ?? 0,
        sequential: opened.some(({ sequential }) => sequential),
        read: async (start, into) => {
          let count = 0;
          for (let file = ends.findIndex((end) => start < end); file >= 0 && file < files.length && count < into.length; file++) {
            const begin = ends[file - 1] ?? 0;
            const length = Math.min(into.length - count, ends[file]! - start - count);
            count += await opened[file]!.read(start + count - begin, into.subarray(count, count + length));
          }
          return count;
        },
        close: async () => { await Promise.all(opened.map((bytes) => bytes.close())); },
      };
    },
  };
}
