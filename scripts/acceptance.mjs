import { fileURLToPath } from 'node:url';
import { runApp } from './run-app.mjs';
import { setUp } from './setup.mjs';

setUp();
const path = (file) => fileURLToPath(new URL(file, import.meta.url));
const tsx = [path('../node_modules/tsx/dist/cli.mjs'), '--tsconfig', path('../tsconfig.json')]; // the packages' sources
runApp([...tsx, path('../apps/acceptance/src/main.ts'), ...process.argv.slice(2)]);
