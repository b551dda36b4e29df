import { rm } from 'node:fs/promises';
import { bundleOpTests, runOpTests } from './run-op-tests.js';

/** Prints one line of JSON for each run: `npx tsx tests/op-tests/print-tally.ts [wasm | cpu]`. */
const printTallies = async (backend: 'wasm' | 'cpu') => {
  const bundle = await bundleOpTests();
  for (const kernels of [false, true]) {
    const { passed, failed, failures } = await runOpTests(bundle, backend, kernels);
    console.log(JSON.stringify({ backend, kernels, passed, failed, failures: failures.map(({ name }) => name) }));
  }
  await rm(bundle);
};

void printTallies(process.argv[2] === 'cpu' ? 'cpu' : 'wasm');
