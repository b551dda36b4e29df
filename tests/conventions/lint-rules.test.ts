import { ESLint } from 'eslint';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './repository.js';

const eslint = new ESLint({ cwd: root });

/** The rules that fire on a text as if it stood in this file, which must exist so that types are known. */
async function rulesFor(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return result!.messages.map(({ ruleId, message }) => ruleId ?? message);
}

const source = 'packages/undercomplete/src/index.ts';
const imports = '@typescript-eslint/no-restricted-imports';
const withTf = (line: string) => `import * as tf from '@tensorflow/tfjs-core';\n${line}\n`;

describe('lint refuses', () => {
  it.each([
    ['Math.random', 'export const x = Math.random();', 'no-restricted-properties'],
    ['a random op of TensorFlow.js', withTf('export const x = tf.randomNormal([2]);'), 'no-restricted-properties'],
    ['a random op taken apart', withTf('export const { truncatedNormal } = tf;'), 'no-restricted-properties'],
    ['a gradient in a gradient', withTf('export const x = tf.grad((a) => tf.grad((b) => tf.square(b))(a));'), 'no-restricted-syntax'],
    [
      'a gradient in the loss of another',
      withTf('export const x = tf.variableGrads(() => { const g = tf.grad(tf.square); return tf.sum(g(tf.scalar(1))); });'),
      'no-restricted-syntax',
    ],
    ['a promise left alone', 'Promise.resolve(1);', '@typescript-eslint/no-floating-promises'],
    [
      'a switch that leaves out a case',
      "export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };",
      '@typescript-eslint/switch-exhaustiveness-check',
    ],
    [
      'a plain import of a type',
      "import { Recipe } from '@hourglass/core';\nexport type X = Recipe;",
      '@typescript-eslint/consistent-type-imports',
    ],
    ['five parameters', 'export const f = (...[a]: number[]) => a;\nexport function g(a: 1, b: 2, c: 3, d: 4, e: 5) { return [a, b, c, d, e]; }', '@typescript-eslint/max-params'],
    ['any', 'export const f = (x: any) => 1;', '@typescript-eslint/no-explicit-any'],
    ['abbreviations', 'export const f = (opts: object) => opts;', 'id-denylist'],
    ['printing', "console.log('x');", 'no-console'],
    ['Node globals', 'export const f = () => process.cwd();', 'no-restricted-globals'],
  ])('%s in a package', async (_, text, rule) => {
    expect(await rulesFor(source, text)).toContain(rule);
  });

  it.each([
    ['a variant in a variant', source, '@hourglass/convolutional'],
    ['the testing kit in a package', source, '@hourglass/testing'],
    ['the sources of another package', source, '@hourglass/core/src/loss.js'],
    ['a backend in a package', source, '@tensorflow/tfjs-backend-wasm'],
    ['the union package in a package', source, '@tensorflow/tfjs'],
    ['a Node module in a file that browsers load', source, 'node:fs'],
    ['any package in training-kernels', 'packages/training-kernels/src/index.ts', '@hourglass/core'],
    ['the layers in training-kernels', 'packages/training-kernels/src/index.ts', '@tensorflow/tfjs-layers'],
    ['datasets in core', 'packages/core/src/index.ts', '@hourglass/datasets'],
    ['the sources of a package in an app', 'apps/cli/src/main.ts', '@hourglass/core/src/loss.js'],
  ])('%s', async (_, file, module) => {
    expect(await rulesFor(file, `export * as x from '${module}';\n`)).toContain(imports);
  });

  it('comments that switch rules off', async () => {
    const text = '// eslint-disable-next-line no-restricted-properties\nexport const x = Math.random();\n';
    expect(await rulesFor(source, text)).toContain('no-restricted-properties');
  });
});

describe('lint allows', () => {
  it.each([
    ['core in a variant', source, '@hourglass/core'],
    ['the training kernels in core', 'packages/core/src/index.ts', '@hourglass/training-kernels'],
    ['Node modules behind ./node', 'packages/core/src/node.ts', 'node:fs'],
    ['TensorFlow.js core and layers', source, '@tensorflow/tfjs-layers'],
  ])('%s', async (_, file, module) => {
    expect(await rulesFor(file, `export * as x from '${module}';\n`)).not.toContain(imports);
  });

  it('two gradients side by side', async () => {
    const text = withTf('export const f = () => [tf.grad(tf.square), tf.grad(tf.sqrt)];');
    expect(await rulesFor(source, text)).not.toContain('no-restricted-syntax');
  });
});
