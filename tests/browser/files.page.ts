import { InvalidDataError } from '@hourglass/core';
import type { ByteSource, FileSet } from '@hourglass/datasets';
import { dropped, url } from '@hourglass/datasets/browser';

/** All bytes of a source, read from the end on in pieces of some size. */
async function readBackwards({ open }: ByteSource, piece: number): Promise<number[]> {
  const bytes = await open();
  const all = new Uint8Array(bytes.size);
  for (let start = Math.floor((bytes.size - 1) / piece) * piece; start >= 0; start -= piece) {
    const into = new Uint8Array(piece);
    const count = await bytes.read(start, into);
    all.set(into.subarray(0, count), start);
  }
  await bytes.close();
  return [...all];
}

/** What a promise rejects with, as far as it is an error in data. */
const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (InvalidDataError.isInstance(error) ? error.message : `another error: ${String(error)}`),
  );

/** The last drop on the page. */
let files: FileSet | undefined;
document.addEventListener('dragover', (event) => { event.preventDefault(); });
document.addEventListener('drop', (event) => {
  event.preventDefault();
  files = dropped(event.dataTransfer!);
});

/** What was dropped last: name, paths and text of each file. */
async function drop(): Promise<{ name: string; texts: [path: string, text: string][] }> {
  const entries = await files!.list();
  const texts = entries.map(async (entry): Promise<[string, string]> => {
    const bytes = await entry.open();
    const into = new Uint8Array(bytes.size);
    await bytes.read(0, into);
    return [entry.path, new TextDecoder().decode(into)];
  });
  return { name: files!.name, texts: await Promise.all(texts) };
}

/** What the tests call in the page. */
const page = { url, readBackwards, refusal, drop };
export type FilesPage = typeof page;

Object.assign(window, page);
