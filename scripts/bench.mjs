import { fileURLToPath } from 'node:url';
import { runApp } from './run-app.mjs';
import { setUp } from './setup.mjs';

setUp({ build: '@hourglass/bench' });
const main = fileURLToPath(new URL('../apps/bench/src/main.ts', import.meta.url));
const tsx = fileURLToPath(new URL('../node_modules/tsx/dist/cli.mjs', import.meta.url));
runApp([tsx, main, ...process.argv.slice(2)]);
