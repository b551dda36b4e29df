import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { epochsIn, hourglass, temporaryFolder, weightsIn, writeSquares } from './hourglass.fixture.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const forever = ['--epochs', '10000000'];

let data: string;
let out: string;

beforeAll(async () => {
  data = join(await temporaryFolder(), 'squares.idx');
  await writeSquares(data);
});
beforeEach(async () => {
  out = join(await temporaryFolder(), 'out');
});

const argv = (to: string, ...more: string[]): string[] => {
  const size = ['--widths', '16', '--code-size', '4', '--batch-size', '8', '--checkpoint-every', '2'];
  return ['train', 'undercomplete', '--data', data, '--out', to, ...size, ...more];
};

/** Starts the program in a process of its own, from source. */
function start(args: readonly string[], { kilobytesPerFile = 0 } = {}) {
  const command = ['exec', JSON.stringify(process.execPath), '--import', 'tsx', ...[main, ...args].map((word) => JSON.stringify(word))];
  const limit = kilobytesPerFile ? [`ulimit -f ${kilobytesPerFile};`] : [];
  const child = spawn('bash', ['-c', [...limit, ...command].join(' ')], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'exit').then(([code, signal]) => ({ code: code as number | null, signal: signal as string | null, stderr: () => stderr }));
  return { child, ended };
}

/** Waits for the third checkpoint. */
async function saved(): Promise<void> {
  const pointer = join(out, 'latest');
  const seen = new Set<string>();
  while (seen.size < 3) {
    if (existsSync(pointer)) seen.add(await readFile(pointer, 'utf8'));
    await wait(5);
  }
}

/** Resumes the run, trains a second without interruption, and compares their weights byte by byte. */
async function expectSameWeights(...more: string[]): Promise<void> {
  const epochs = ['--epochs', String((await epochsIn(out)) + 2)];
  expect(await hourglass(argv(out, '--resume', ...epochs, ...more))).toMatchObject({ code: 0 });
  const whole = join(await temporaryFolder(), 'whole');
  expect(await hourglass(argv(whole, ...epochs, ...more))).toMatchObject({ code: 0 });
  expect((await weightsIn(whole)).equals(await weightsIn(out))).toBe(true);
}

describe('hourglass train in a process of its own', () => {
  it.each(['cpu', 'wasm', 'compiled-web', 'compiled-node'])('is killed, resumed, and ends with the weights of a run that was not (%s)', async (engine) => {
    const { child, ended } = start(argv(out, ...forever, '--engine', engine));
    await saved();
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    await expectSameWeights('--engine', engine);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('saves on %s, says how to resume, and exits with 130', async (signal) => {
    const { child, ended } = start(argv(out, ...forever, '--engine', 'cpu'));
    await saved();
    child.kill(signal);
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr()).toMatch(/Stopped at step \d+.*--resume/s);
    await expectSameWeights('--engine', 'cpu');
  });

  it('leaves the checkpoint before it where the disk is full', async () => {
    const size = ['--epochs', '1', '--engine', 'cpu'];
    expect(await hourglass(argv(out, ...size))).toMatchObject({ code: 0 });
    const before = await weightsIn(out);
    const { code, stderr } = await start(argv(out, '--resume', '--epochs', '3', '--engine', 'cpu'), { kilobytesPerFile: 4 }).ended;
    expect(code).toBe(2);
    expect(stderr()).toMatch(/save a checkpoint.*EFBIG/);
    expect((await weightsIn(out)).equals(before)).toBe(true);
    await expectSameWeights('--engine', 'cpu');
  });
});
