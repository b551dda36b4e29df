import { fileURLToPath } from 'node:url';
import { runApp } from './run-app.mjs';
import { setUp } from './setup.mjs';

setUp({ build: '@hourglass/cli' });
const root = fileURLToPath(new URL('..', import.meta.url));
const job = 'train undercomplete --data glyphs --widths 128 --learning-rate 0.003 --out out/glyphs --resume';
runApp(['apps/cli/dist/main.js', ...job.split(' '), ...process.argv.slice(2)], root);
