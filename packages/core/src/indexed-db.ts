import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { CheckpointError } from './errors.js';
import type { Files, Storage } from './storage.js';

/** One record for each run: all its files under its name, so that none is ever of another commit. */
interface Schema extends DBSchema {
  checkpoints: { key: string; value: Files };
}
type Database = IDBPDatabase<Schema>;

/**
 * Keeps the checkpoint of one run in the browser, in the IndexedDB database `hourglass` of the page's origin. A commit
 * is one transaction, on the disk when it returns.
 *
 * @param name of the run; runs of other names are kept apart
 * @returns its `commit` and `read` throw CheckpointError that says what the browser refused
 */
export function indexedDb(name: string): Storage {
  return {
    name,
    commit: (files) => {
      // The browser would store the whole buffer behind a view.
      const copies = Object.entries(files).map(([file, bytes]) => [file, new Uint8Array(bytes)] as const);
      return withDatabase(`save ${name}`, async (database) => {
        const transaction = database.transaction('checkpoints', 'readwrite', { durability: 'strict' });
        transaction.store.put(Object.fromEntries(copies), name).catch(() => undefined); // `done` knows the reason
        await transaction.done;
      });
    },
    read: () => withDatabase(`read ${name}`, (database) => database.get('checkpoints', name)),
  };
}

/** Opens the database for one piece of work, so that no page keeps it from being deleted. */
async function withDatabase<Result>(what: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  let database: Database | undefined;
  try {
    database = await openDB<Schema>('hourglass', 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('checkpoints');
      },
    });
    return await work(database);
  } catch (cause) {
    const { name, message } = cause as Error;
    const advice =
      name === 'QuotaExceededError'
        ? 'The browser has no room left for this page: delete what it stored before, or free some of the disk.'
        : 'Allow this page to store data; private windows and blocked cookies forbid it.';
    throw new CheckpointError(`Could not ${what} in IndexedDB: ${name}: ${message} ${advice}`, { cause });
  } finally {
    database?.close();
  }
}
