import '@tensorflow/tfjs-backend-cpu';
import { testVariant } from '@hourglass/testing';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { __camel__ } from './index.js';

testVariant({
  name: '__camel__',
  recipe: () => __camel__({ inputShape: [4, 4, 1], codeSize: 3 }),
  parts: [__camel__],
  invalid: { option: 'codeSize', make: () => __camel__({ inputShape: [4, 4, 1], codeSize: 0 }) },
  setUp: async () => {
    await setBackend('cpu');
    await ready();
  },
});
