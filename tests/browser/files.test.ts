import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium, openPage, servePage } from './chromium.js';
import type { FilesPage } from './files.page.js';

declare const window: FilesPage; // within evaluate

const content = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 256);
const integrity = `sha256-${createHash('sha256').update(content).digest('base64')}`;

/** What was asked of the other origin: path, and range if any. */
let asked: string[] = [];

function pieceOf({ headers }: IncomingMessage, response: ServerResponse): void {
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  if (start === undefined) response.end(content);
  else
    response
      .writeHead(206, { 'content-range': `bytes ${start}-${end!}/${content.length}` })
      .end(content.subarray(Number(start), Number(end) + 1));
}

const answers: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  pieces: (response, request) => { pieceOf(request, response); },
  whole: (response) => response.end(content),
  hidden: (response, request) => {
    response.removeHeader('access-control-expose-headers');
    pieceOf(request, response);
  },
  changing: (response, request) => {
    response.setHeader('etag', `"${asked.length}"`);
    pieceOf(request, response);
  },
  lying: (response, request) => {
    if (request.headers.range === 'bytes=0-0') pieceOf(request, response);
    else response.writeHead(206, { 'content-range': `bytes 0-9/${content.length}` }).end(content.subarray(0, 10));
  },
  closed: (response, request) => {
    response.removeHeader('access-control-allow-origin');
    pieceOf(request, response);
  },
  missing: (response) => response.writeHead(404).end(),
};

describe.runIf(findChromium())('files in the browser', () => {
  let served: Awaited<ReturnType<typeof servePage>>;
  let opened: Awaited<ReturnType<typeof openPage>>;
  let page: Page;
  let server: Server;
  let base: string;
  let folder: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.method === 'OPTIONS') {
        response.writeHead(204, { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'range' }).end();
        return;
      }
      asked.push(`${request.url!}${request.headers.range ? ` ${request.headers.range}` : ''}`);
      response.setHeader('cache-control', 'no-store');
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-expose-headers', 'content-range, etag');
      answers[request.url!.slice(1)]!(response, request);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = await mkdtemp(join(tmpdir(), 'hourglass-'));
    served = await servePage({ entry: fileURLToPath(new URL('files.page.ts', import.meta.url)) });
    opened = await openPage(served.url);
    page = opened.page;
  });
  afterAll(async () => {
    await opened.close();
    await served.close();
    await rm(folder, { recursive: true });
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });
  beforeEach(() => { asked = []; });

  const read = (name: string, options: object = {}): Promise<number[]> =>
    page.evaluate(([address, given]) => window.readBackwards(window.url(address, given), 300), [`${base}/${name}`, options] as const);
  const refusal = (name: string, options: object = {}): Promise<string> =>
    page.evaluate(
      ([address, given]) => window.refusal(window.readBackwards(window.url(address, given), 300)),
      [`${base}/${name}`, options] as const,
    );

  describe('url(address, options)', () => {
    it('fetches a file once, and takes it from the cache after the page was loaded anew', async () => {
      expect(await read('whole')).toEqual([...content]);
      await page.reload();
      expect(await read('whole')).toEqual([...content]);
      expect(asked).toEqual(['/whole']);
    });

    it('fetches pieces where there is no cache', async () => {
      expect(await read('pieces', { cache: false })).toEqual([...content]);
      const ranges = ['0-0', '900-999', '600-899', '300-599', '0-299'];
      expect(asked).toEqual(ranges.map((range) => `/pieces bytes=${range}`));
    });

    it.each(['whole', 'hidden'])('fetches the whole file where the server is %s about pieces', async (name) => {
      expect(await read(name, { cache: false })).toEqual([...content]);
    });

    it('takes a file of the hash given, and no other', async () => {
      expect(await read('pieces', { cache: false, integrity })).toEqual([...content]);
      expect(await read('pieces', { integrity })).toEqual([...content]);
      expect(await read('pieces', { integrity })).toEqual([...content]);
      expect(asked).toEqual(['/pieces', '/pieces']);
      const other = integrity.replace(/.=$/, 'A=');
      expect(await refusal('pieces', { integrity: other })).toContain(`send the bytes of ${other}`);
    });

    it('refuses pieces of a file that changes, and others than those asked for', async () => {
      expect(await refusal('changing', { cache: false })).toContain('The file changed while it was read');
      expect(await refusal('lying', { cache: false })).toContain('received 10 bytes, content-range bytes 0-9/1000');
    });

    it('says what the server answered, and what it must allow', async () => {
      expect(await refusal('missing')).toBe(`${base}/missing: expected the file, received status 404. Check the address.`);
      expect(await refusal('closed')).toContain('allow pages of other origins to read the file');
    });

    it('refuses an integrity that is none', async () => {
      expect(await page.evaluate((given) => {
        try {
          window.url('/', given);
          return 'no error';
        } catch (error) {
          return (error as Error).message;
        }
      }, { integrity: 'abc' })).toContain('integrity: expected sha256-');
    });
  });

  describe('dropped(transfer)', () => {
    /** Drops files and folders on the page, as a user would. */
    async function drop(...paths: string[]): ReturnType<FilesPage['drop']> {
      const session = await page.context().newCDPSession(page);
      const data = { items: [], files: paths.map((path) => join(folder, path)), dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: 5, y: 5, data });
      return page.evaluate(() => window.drop());
    }

    beforeAll(async () => {
      await mkdir(join(folder, 'photos', 'cats'), { recursive: true });
      await mkdir(join(folder, 'photos', 'dogs', 'small'), { recursive: true });
      await writeFile(join(folder, 'photos', 'cats', '1.txt'), 'a cat');
      await writeFile(join(folder, 'photos', 'dogs', 'small', '2.txt'), 'a dog');
      await writeFile(join(folder, 'photos', '.hidden'), 'no');
      await writeFile(join(folder, 'one.txt'), 'one');
      await mkdir(join(folder, 'many'));
      for (let i = 0; i < 150; i++) await writeFile(join(folder, 'many', `${i}.txt`), String(i));
    });

    it('is a folder, under paths from there on', async () => {
      expect(await drop('photos')).toEqual({ name: 'photos', texts: [['cats/1.txt', 'a cat'], ['dogs/small/2.txt', 'a dog']] });
    });

    it('is several files and folders, under their names', async () => {
      expect((await drop('photos', 'one.txt')).texts).toEqual([
        ['one.txt', 'one'],
        ['photos/cats/1.txt', 'a cat'],
        ['photos/dogs/small/2.txt', 'a dog'],
      ]);
    });

    it('is all of a folder with more files than the browser tells at a time', async () => {
      expect((await drop('many')).texts).toHaveLength(150);
    });
  });
});
