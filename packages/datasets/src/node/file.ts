import { open } from 'node:fs/promises';
import type { ByteSource } from '../byte-source.js';
import { unreadable } from './unreadable.js';

/** Bytes that are asked of the system at once: Node ends the whole process where it is 2 GiB. */
const bytesAtOnce = 2 ** 30;

/** A file on disk; nothing is opened before it is read. */
export const file = (path: string): ByteSource => ({
  name: path,
  open: async () => {
    try {
      const handle = await open(path);
      const { size } = await handle.stat();
      return {
        size,
        sequential: false,
        read: async (start, into) => {
          let count = 0;
          while (count < into.length) {
            const { bytesRead } = await handle.read(into, count, Math.min(into.length - count, bytesAtOnce), start + count);
            if (bytesRead === 0) break;
            count += bytesRead;
          }
          return count;
        },
        close: () => handle.close(),
      };
    } catch (cause) {
      throw unreadable(path, cause);
    }
  },
});
