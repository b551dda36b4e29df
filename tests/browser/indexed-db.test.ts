import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openPage, servePage } from './chromium.js';
import type { IndexedDbPage } from './indexed-db.page.js';

declare const window: IndexedDbPage; // within evaluate

describe.runIf(findChromium())('indexedDb', () => {
  let served: Awaited<ReturnType<typeof servePage>>;
  let opened: Awaited<ReturnType<typeof openPage>>;
  let page: Page;

  beforeAll(async () => {
    served = await servePage({ entry: fileURLToPath(new URL('indexed-db.page.ts', import.meta.url)) });
    opened = await openPage(served.url);
    page = opened.page;
  });
  afterAll(async () => {
    await opened.close();
    await served.close();
  });

  /** Commits texts by file name. */
  const commit = (run: string, files: Record<string, string>): Promise<void> =>
    page.evaluate(
      async ([name, texts]) => {
        const encoded = Object.entries(texts).map(([file, text]) => [file, new TextEncoder().encode(text)] as const);
        await window.indexedDb(name).commit(Object.fromEntries(encoded));
      },
      [run, files] as const,
    );
  const read = (run: string): Promise<Record<string, string> | undefined> =>
    page.evaluate(async (name) => {
      const files = await window.indexedDb(name).read();
      const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
      const texts = Object.entries(files ?? {}).map(([file, bytes]) => [file, decode(bytes)] as const);
      return files && Object.fromEntries(texts);
    }, run);

  it('reads nothing where nothing was committed', async () => {
    expect(await read('nothing')).toBeUndefined();
  });

  it('reads what was committed, after the page was loaded anew too', async () => {
    const files = { 'run.json': '{}', 'größe.bin': '\0\u0001', empty: '' };
    await commit('run', files);
    expect(await read('run')).toEqual(files);
    await page.reload();
    expect(await read('run')).toEqual(files);
  });

  it('keeps the last set alone, without files of the set before', async () => {
    await commit('twice', { one: '1', two: '2' });
    await commit('twice', { two: '3' });
    expect(await read('twice')).toEqual({ two: '3' });
  });

  it('keeps runs of different names apart', async () => {
    await Promise.all([commit('a', { file: 'of a' }), commit('b', { file: 'of b' })]);
    expect(await read('a')).toEqual({ file: 'of a' });
    expect(await read('b')).toEqual({ file: 'of b' });
  });

  it('stores the bytes of a view, as they were at the call, without the rest of its buffer', async () => {
    const [values, bufferLength] = await page.evaluate(async () => {
      const buffer = new Uint8Array(1000).fill(7);
      const committed = window.indexedDb('view').commit({ file: buffer.subarray(10, 13) });
      buffer.fill(0);
      await committed;
      const bytes = (await window.indexedDb('view').read())!['file']!;
      return [[...bytes], bytes.buffer.byteLength] as const;
    });
    expect(values).toEqual([7, 7, 7]);
    expect(bufferLength).toBe(3);
  });

  it('leaves one whole set where the page goes away during a commit', async () => {
    await commit('crash', { a: 'old', b: 'old' });
    await page.evaluate(() => {
      const bytes = new Uint8Array(3e7).fill(110);
      void window.indexedDb('crash').commit({ a: bytes, b: bytes });
    });
    await page.reload();
    const files = (await read('crash'))!;
    expect(Object.keys(files)).toEqual(['a', 'b']);
    expect(files['a'] === files['b']).toBe(true);
  });

  it('throws a CheckpointError where the room of the page is used up, and keeps the last set', async () => {
    const { origin } = new URL(served.url.replace('127.0.0.1', 'localhost')); // its room was not measured before
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 10_000_000 });
    await page.goto(origin);
    await commit('full', { file: 'old' });
    const message = await page.evaluate(async () => {
      const caught: unknown = await window
        .indexedDb('full')
        .commit({ file: new Uint8Array(30_000_000) })
        .catch((error: unknown) => error);
      return window.CheckpointError.isInstance(caught) ? caught.message : `not a CheckpointError: ${String(caught)}`;
    });
    expect(message).toMatch(/^Could not save full in IndexedDB: QuotaExceededError: .*no room left/);
    expect(await read('full')).toEqual({ file: 'old' });
    await page.goto(served.url);
  });

  it('throws a CheckpointError where the database is not the one it made', async () => {
    const message = await page.evaluate(async () => {
      const wait = (request: IDBOpenDBRequest): Promise<IDBDatabase> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => { resolve(request.result); };
          request.onerror = () => { reject(new Error(request.error?.name)); };
        });
      await wait(indexedDB.deleteDatabase('hourglass'));
      (await wait(indexedDB.open('hourglass', 2))).close();
      const caught: unknown = await window.indexedDb('run').read().catch((error: unknown) => error);
      await wait(indexedDB.deleteDatabase('hourglass'));
      return window.CheckpointError.isInstance(caught) ? caught.message : `not a CheckpointError: ${String(caught)}`;
    });
    expect(message).toMatch(/^Could not read run in IndexedDB: VersionError/);
  });

  it('leaves no error in the page', () => {
    expect(opened.errors).toEqual([]);
  });
});
