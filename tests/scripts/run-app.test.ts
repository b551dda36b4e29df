import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from '../conventions/repository.js';

/** The parameters of `node` that run a program through runApp. */
const through = (program: string) => [
  '--input-type=module',
  '-e',
  `import { runApp } from '${pathToFileURL(`${root}scripts/run-app.mjs`).href}'; runApp(['-e', ${JSON.stringify(program)}]);`,
];

describe('runApp', () => {
  it('gives back the exit code of the program', () => {
    expect(spawnSync(process.execPath, through('process.exit(3)')).status).toBe(3);
  });

  it('runs the program in the folder where the user typed the command', () => {
    const env = { ...process.env, INIT_CWD: realpathSync(tmpdir()) };
    const { stdout } = spawnSync(process.execPath, through('console.log(process.cwd())'), { env, encoding: 'utf8' });
    expect(stdout.trim()).toBe(env.INIT_CWD);
  });

  it.skipIf(process.platform === 'win32')('leaves Ctrl-C to the program, which receives it once', async () => {
    const program =
      "let count = 0; process.on('SIGINT', () => { count += 1; setTimeout(() => { console.log('received ' + count); process.exit(5); }, 200); });" +
      "setInterval(() => {}, 1000); console.log('ready');";
    const child = spawn(process.execPath, through(program), { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed === 'ready\n') process.kill(-child.pid!, 'SIGINT'); // the whole group, as a terminal does
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(5);
    expect(printed).toBe('ready\nreceived 1\n');
  });
});
