import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const source = new URL('optimisers.ts', import.meta.url);
const target = new URL('../src/memory/optimiser-kernels-wasm.ts', import.meta.url);

const flags = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noExportMemory'];

/** Compiles optimisers.ts; gives the text of the TypeScript file that holds the binary. */
export async function kernelsModule() {
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(['optimisers.ts', '--outFile', 'optimisers.wasm', ...flags], {
    readFile: (name) => (name === 'optimisers.ts' ? readFileSync(source, 'utf8') : null),
    writeFile: (_name, contents) => void (binary = contents),
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const lines = Buffer.from(binary).toString('base64').match(/.{1,116}/g).map((line) => `  '${line}'`);
  return (
    '// Made from packages/compile/kernels/optimisers.ts by build.mjs beside it.\n\n' +
    `/** The WebAssembly of the optimisers' kernels, ${binary.length} bytes, in base64. */\n` +
    `export const optimiserKernelsWasm =\n${lines.join(' +\n')};\n`
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, await kernelsModule());
