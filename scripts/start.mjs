import { fileURLToPath } from 'node:url';
import { runApp } from './run-app.mjs';
import { setUp } from './setup.mjs';

setUp({ build: ['@hourglass/cli...'] });
const root = fileURLToPath(new URL('..', import.meta.url));
const train = ['train', 'undercomplete', '--data', 'glyphs', '--out', 'out/glyphs', '--resume'];
runApp(['apps/cli/dist/main.js', ...train, ...process.argv.slice(2)], root);
