import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runApp } from './run-app.mjs';
import { setUp } from './setup.mjs';

const main = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url));
if (!existsSync(main)) setUp({ build: ['@hourglass/cli...'] });
runApp([main, ...process.argv.slice(2)]);
