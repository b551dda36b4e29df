import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
import '@tensorflow/tfjs-backend-cpu/dist/index';
import '@tensorflow/tfjs-backend-wasm/dist/index';
import { onnxNode } from '../../packages/compile/src/node.ts';
import { registerLazyBackend } from '../../packages/compile/src/testing.ts';
import { onnxWeb } from '../../packages/compile/src/web.ts';
import { registerTrainingKernels } from '../../packages/training-kernels/src/index.ts';

const { OP_TESTS_BACKEND: backend, OP_TESTS_KERNELS: kernels } = process.env;
if (kernels === 'yes') registerTrainingKernels();

/** ONNX Runtime is loaded when it is first needed: the tests have to be defined synchronously. */
const registerOnnx = (runtime) => {
  let loaded;
  const load = async (model) => (await (loaded ??= runtime({ threads: 1 }))).load(model);
  return registerLazyBackend({ name: backend, load });
};

const onnx = { 'onnx-node': onnxNode, 'onnx-web': onnxWeb }[backend];
setTestEnvs([
  onnx ? { name: 'onnx', backendName: registerOnnx(onnx), isDataSync: false } : { name: backend, backendName: backend, isDataSync: true },
]);
