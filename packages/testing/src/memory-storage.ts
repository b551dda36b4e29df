import type { Files, Storage } from '@hourglass/core';

/** A storage that keeps its files in memory. */
export function memoryStorage(name = 'memory'): Storage {
  let files: Files | undefined;
  return {
    name,
    commit: async (next) => {
      files = Object.fromEntries(Object.entries(next).map(([file, bytes]) => [file, bytes.slice()]));
    },
    read: async () => files,
  };
}
