import { spawn } from 'node:child_process';

/**
 * Runs a Node program in the place of this process: its exit code becomes ours, and Ctrl-C, which the terminal sends to
 * both, is left to the program, so that it can save and end by itself.
 *
 * @param {string[]} command what follows `node`
 * @param {string} [cwd] the folder to run in; by default the one where the user typed the command
 */
export function runApp(command, cwd = process.env.INIT_CWD ?? process.cwd()) {
  const child = spawn(process.execPath, command, { cwd, stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
