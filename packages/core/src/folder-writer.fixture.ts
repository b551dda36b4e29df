import { folder } from './folder.js';

/** Commits to the folder of the first argument: as many sets as the second says, of four files of the third's size. */
const [path = '', count = '', size = ''] = process.argv.slice(2);
const storage = folder(path);

for (let version = 0; version < Number(count); version++) {
  const bytes = new Uint8Array(Number(size)).fill(version % 256);
  try {
    await storage.commit({ a: bytes, b: bytes, c: bytes, d: bytes });
    process.stdout.write('committed\n');
  } catch (error) {
    process.stdout.write(`${(error as Error).name}: ${(error as Error).message}\n`);
  }
}
