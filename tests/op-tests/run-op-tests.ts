import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

/** `onnx-node` and `onnx-web` are the lazy backend of `@hourglass/compile/testing` on either runtime. */
export type OpTestsBackend = 'wasm' | 'cpu' | 'onnx-node' | 'onnx-web';

export interface OpTestsTally {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly { readonly name: string; readonly message: string }[];
  /** What went wrong outside any test; empty in a sound run. */
  readonly errors: readonly string[];
}

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const { resolve } = createRequire(join(here, '../../packages/compile/package.json'));
/** What the compiled engine loads in Node, outside the bundle. */
const onnxRuntimes = {
  'onnxruntime-node': resolve('onnxruntime-node'),
  '#onnxruntime-web': join(dirname(resolve('onnxruntime-web')), 'ort.node.min.mjs'),
};
const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`));

/** Tests of tensors read from a page, of strings and of linear algebra need more than a backend. */
const beyondBackends = /(from_pixels|to_pixels|browser|string|linalg)/;

/** Bundles TensorFlow.js's own op tests with the kernels of this repository; returns the bundle's path. */
export const bundleOpTests = async (): Promise<string> => {
  const folder = join(here, '../../node_modules/.cache/op-tests');
  await mkdir(folder, { recursive: true });
  const ops = join(packageFolder('@tensorflow/tfjs-core'), 'dist/ops');
  const files = (await readdir(ops)).filter((file) => file.endsWith('_test.js') && !beyondBackends.test(file)).sort();
  const bundle = join(folder, `op-tests-${process.pid}.cjs`);
  await build({
    stdin: {
      // The environment comes first: the tests read it as they are defined.
      contents: ['./environment.js', ...files.map((file) => join(ops, file))].map((path) => `import ${JSON.stringify(path)};`).join('\n'),
      resolveDir: here,
    },
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    ignoreAnnotations: true, // tfjs-core says its files have no side effects, and the tests would be shaken away
    alias: onnxRuntimes,
    external: ['jasmine-core', ...Object.values(onnxRuntimes)],
    outfile: bundle,
    logLevel: 'error',
  });
  const wasm = join(packageFolder('@tensorflow/tfjs-backend-wasm'), 'wasm-out');
  const binaries = (await readdir(wasm)).filter((file) => file.endsWith('.wasm'));
  await Promise.all(binaries.map((file) => copyFile(join(wasm, file), join(folder, file))));
  return bundle;
};

/** Runs a bundle of op tests on one backend, with or without the training kernels, in a process of its own. */
export const runOpTests = async (bundle: string, backend: OpTestsBackend, kernels: boolean): Promise<OpTestsTally> => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(here, 'jasmine-child.js'), bundle], {
    env: { ...process.env, OP_TESTS_BACKEND: backend, OP_TESTS_KERNELS: kernels ? 'yes' : 'no' },
    maxBuffer: 2 ** 28,
  });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as OpTestsTally;
};
