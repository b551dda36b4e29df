import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

interface Schema extends DBSchema {
  files: { key: string; value: Blob };
}

/** A file that was kept before, where the browser allows this page to store data. */
export const cachedFile = (key: string): Promise<Blob | undefined> => withDatabase((database) => database.get('files', key));

/** Keeps a file, where the browser allows it and has room; without, it is fetched again the next time. */
export async function cacheFile(key: string, file: Blob): Promise<void> {
  await withDatabase((database) => database.put('files', file, key));
}

/** Opens the database for one piece of work; the cache is a convenience, so what the browser refuses is not an error. */
async function withDatabase<Result>(work: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result | undefined> {
  let database: IDBPDatabase<Schema> | undefined;
  try {
    database = await openDB<Schema>('hourglass-files', 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('files');
      },
    });
    return await work(database);
  } catch (error) {
    console.warn(`Hourglass cannot use the browser's storage as a cache: ${String(error)}`);
    return undefined;
  } finally {
    database?.close();
  }
}
