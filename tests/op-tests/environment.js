import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
import '@tensorflow/tfjs-backend-cpu/dist/index';
import '@tensorflow/tfjs-backend-wasm/dist/index';
import { onnxNode } from '../../packages/compile/src/node.ts';
import { registerLazyBackend } from '../../packages/compile/src/testing.ts';
import { registerTrainingKernels } from '../../packages/training-kernels/src/index.ts';

const { OP_TESTS_BACKEND: name, OP_TESTS_KERNELS: kernels } = process.env;
if (kernels === 'yes') registerTrainingKernels();

/** ONNX Runtime is loaded when it is first needed: the tests have to be defined synchronously. */
const registerOnnx = () => {
  let runtime;
  const load = async (model) => (await (runtime ??= onnxNode({ threads: 1 }))).load(model);
  return registerLazyBackend({ name: 'compiled-node', load });
};

setTestEnvs([{ name, backendName: name === 'onnx' ? registerOnnx() : name, isDataSync: name !== 'onnx' }]);
