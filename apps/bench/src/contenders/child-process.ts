import { EnvironmentError } from '@hourglass/core';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Answer, Runner } from '../contender.js';

/** The folder of this app; from it, tsx and the sources of the packages are found. */
const folder = fileURLToPath(new URL('../..', import.meta.url));

type Message = { readonly version: string } | { readonly absent: string } | { readonly error: string } | Answer;

/**
 * Starts a contender in a process of its own, which is asked by lines of JSON.
 *
 * @param environment variables beside this process's own
 * @throws EnvironmentError where it says that something is not installed
 */
export async function startProcess(program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Runner> {
  const child = spawn(program, args, { cwd: folder, stdio: 'pipe', env: { ...process.env, ...environment } });
  const closed = once(child, 'close');
  closed.catch(() => undefined); // a program that is not there is told below
  await once(child, 'spawn').catch((cause: unknown) => {
    throw new EnvironmentError(`${program} cannot be started: ${(cause as Error).message}.`, { cause });
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-2000)));
  child.stdin.on('error', () => undefined); // that it is gone is told below
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  const next = async <M extends Message>(): Promise<M> => {
    const line = await lines.next();
    if (line.done) {
      const [code, signal] = (await closed) as [number | null, string | null];
      throw new Error(`its process ended (${signal ?? code ?? '?'}). ${lastComplaint(complaint)}`);
    }
    const message = JSON.parse(line.value) as Message;
    if ('absent' in message) throw new EnvironmentError(message.absent);
    if ('error' in message) throw new Error(message.error);
    return message as M;
  };

  const stop = async (): Promise<void> => {
    child.stdin.end();
    await closed;
  };
  try {
    const { version } = await next<{ version: string }>();
    return {
      version,
      run: (request) => {
        child.stdin.write(`${JSON.stringify(request)}\n`);
        return next<Answer>();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The last line that names an error, else the last line. */
function lastComplaint(text: string): string {
  const lines = text.trim().split('\n');
  return lines.findLast((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1)!;
}
