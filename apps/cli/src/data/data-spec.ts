/** What `--data` says: where the samples are, and how to read them. */
export interface DataSpec {
  /** A name, or the path of a file or folder. */
  readonly address: string;
  /** As they are written: `photos/?size=64x64&channels=1`. */
  readonly options: Readonly<Record<string, string>>;
}

/** Takes a spec apart at its last question mark; behind it, `%3F` and the like stand for characters, as in addresses. */
export function parseDataSpec(text: string): DataSpec {
  const mark = text.lastIndexOf('?');
  if (mark < 0) return { address: text, options: {} };
  return { address: text.slice(0, mark), options: Object.fromEntries(new URLSearchParams(text.slice(mark + 1))) };
}
