import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { compiled } from '@hourglass/compile';
import { onnxNode } from '@hourglass/compile/node';
import type { Engine } from '@hourglass/core';
import { testEngine } from '@hourglass/testing';
import { expect, it } from 'vitest';
import { parts, recipes } from '../../packages/overcomplete-sparse/src/recipes.fixture.js';

const runtime = await onnxNode({ threads: 1 });
const reasons: Error[] = [];
const engine = (): Engine => compiled({ runtime, onFallback: (reason) => void reasons.push(reason) });

testEngine({ name: 'compiled, sparse codes', engine, recipes, parts, setUp: () => tf.setBackend('cpu') });

it('compiled all of the recipes above', () => {
  expect(reasons).toEqual([]);
});
