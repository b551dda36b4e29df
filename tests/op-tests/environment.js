import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
import '@tensorflow/tfjs-backend-cpu/dist/index';
import '@tensorflow/tfjs-backend-wasm/dist/index';
import { registerTrainingKernels } from '../../packages/training-kernels/src/index.ts';

const { OP_TESTS_BACKEND: backendName, OP_TESTS_KERNELS: kernels } = process.env;
if (kernels === 'yes') registerTrainingKernels();
setTestEnvs([{ name: backendName, backendName, isDataSync: true }]);
