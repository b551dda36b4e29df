import { fileURLToPath } from 'node:url';
import { runApp } from './run-app.mjs';
import { setUp } from './setup.mjs';

setUp({ build: '@hourglass/cli' });
const main = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url));
runApp([main, ...process.argv.slice(2)]);
