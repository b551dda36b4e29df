import { rm } from 'node:fs/promises';
import { bundleOpTests, runOpTests, type OpTestsBackend } from './run-op-tests.js';

/** Prints one line of JSON for each run: `npx tsx tests/op-tests/print-tally.ts [wasm | cpu | onnx-node | onnx-web]`. */
const printTallies = async (backend: OpTestsBackend) => {
  const bundle = await bundleOpTests();
  for (const kernels of [false, true]) {
    const { passed, failed, failures } = await runOpTests(bundle, backend, kernels);
    console.log(JSON.stringify({ backend, kernels, passed, failed, failures: failures.map(({ name }) => name) }));
  }
  await rm(bundle);
};

void printTallies((['cpu', 'onnx-node', 'onnx-web'] as const).find((backend) => backend === process.argv[2]) ?? 'wasm');
