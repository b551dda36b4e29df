import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { testVariant } from '@hourglass/testing';
import { overcomplete } from './index.js';
import { parts, recipes } from './recipes.fixture.js';

for (const [name, recipe] of Object.entries(recipes))
  testVariant({
    name,
    recipe,
    parts,
    invalid: { option: 'codeSize', make: () => overcomplete({ inputShape: [6], codeSize: 0 }) },
    setUp: () => tf.setBackend('cpu'),
  });
