/** Files by name. */
export type Files = Record<string, Uint8Array>;

/**
 * A place for the checkpoints of one run: `folder()` in `@hourglass/core/node`, `indexedDb()` in
 * `@hourglass/core/browser`, or anything else that keeps a set of files together.
 */
export interface Storage {
  /** What errors call this place, such as its path. */
  readonly name: string;
  /** Puts these files in the place of those before, all or none of them, whatever happens meanwhile. */
  commit(files: Files): Promise<void>;
  /** The files of the last commit; nothing where there was none. */
  read(): Promise<Files | undefined>;
}
