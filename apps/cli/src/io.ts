/** Where text goes: a stream of the process, or a test's list. */
export interface Output {
  write(text: string): unknown;
  /** Whether a person watches it, so that lines may be rewritten and coloured. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command has to do with the world outside. */
export interface Io {
  /** Results only. */
  readonly stdout: Output;
  /** Progress, notes and errors. */
  readonly stderr: Output;
  /** Does work that ends by itself when its signal is aborted, by Ctrl-C for instance; any other work is cut off by it. */
  interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** How the user calls this program, for the commands that it suggests. */
  readonly program: string;
}

/** What a command found: for people, and as the one object of `--json`. */
export interface Result {
  readonly text: string;
  readonly json: object;
}

/** Writes a result to stdout: its text, or with `--json` the object in one line. */
export function present(io: Io, { text, json }: Result, asJson: boolean): void {
  io.stdout.write(`${asJson ? JSON.stringify(json) : text}\n`);
}

/** Writes a line to stderr. */
export const note = (io: Io, line: string): unknown => io.stderr.write(`${line}\n`);
