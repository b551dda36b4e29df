import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = new URL('..', import.meta.url);

/** Sources in AssemblyScript, and the TypeScript files that hold their WebAssembly in base64. */
const kernels = {
  'packages/compile/kernels/optimisers.ts': {
    target: 'packages/compile/src/memory/optimiser-kernels-wasm.ts',
    name: 'optimiserKernelsWasm',
  },
  'packages/datasets/kernels/bytes.ts': { target: 'packages/datasets/src/byte-kernels-wasm.ts', name: 'byteKernelsWasm' },
  'packages/core/kernels/extent.ts': { target: 'packages/core/src/extent-kernels-wasm.ts', name: 'extentKernelsWasm' },
  'packages/core/kernels/scale.ts': { target: 'packages/core/src/scale-kernels-wasm.ts', name: 'scaleKernelsWasm' },
  'packages/core/kernels/random.ts': { target: 'packages/core/src/random-kernels-wasm.ts', name: 'randomKernelsWasm' },
};

const flags = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noExportMemory'];

/** Compiles a source; gives the text of the TypeScript file that holds the binary. */
export async function kernelsModule(source) {
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(['source.ts', '--outFile', 'out.wasm', ...flags], {
    readFile: (name) => (name === 'source.ts' ? readFileSync(new URL(source, root), 'utf8') : null),
    writeFile: (_name, contents) => void (binary = contents),
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const lines = Buffer.from(binary).toString('base64').match(/.{1,116}/g).map((line) => `  '${line}'`);
  return (
    `// Made from ${source} by scripts/kernels.mjs.\n\n` +
    `/** WebAssembly in base64, ${binary.length} bytes. */\n` +
    `export const ${kernels[source].name} =\n${lines.join(' +\n')};\n`
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [source, { target }] of Object.entries(kernels)) writeFileSync(new URL(target, root), await kernelsModule(source));
