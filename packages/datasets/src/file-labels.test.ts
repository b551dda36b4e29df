import { expect, it } from 'vitest';
import { fileLabels, type FileLabels } from './file-labels.js';

it.each<[string, FileLabels, string[], string[], number[]]>([
  ['folders', 'folders', ['dogs/1.png', 'cats/1.png'], ['cats', 'dogs'], [1, 0]],
  ['folders below those that all share', 'folders', ['set/a/x/1.png', 'set/a/y/1.png', 'set/b/x/1.png'], ['a/x', 'a/y', 'b/x'], [0, 1, 2]],
  ['the one folder of all', 'folders', ['set/cats/1.png', 'set/cats/2.png'], ['cats'], [0, 0]],
  ['numbers in their order', 'names', ['10_a_0.wav', 'x/9_b_0.wav', '10_b.wav'], ['9', '10'], [1, 0, 1]],
  ['names up to a mark', 'names', ['cat.1.jpg', 'dog-2.jpg', 'cat 3.jpg'], ['cat', 'dog'], [0, 1, 0]],
  ['a function of the path', (path) => path.slice(-1), ['xb', 'xa'], ['a', 'b'], [1, 0]],
])('tells classes by %s', (_, by, paths, labelNames, labels) => {
  expect(fileLabels(paths, by)).toEqual({ labels, labelNames });
});

it('names the file that has no class', () => {
  expect(() => fileLabels(['cats/1.png', '2.png'], 'folders')).toThrow(/^2\.png: expected a label by folders/);
  expect(() => fileLabels(['_1.png'], 'names')).toThrow(/^_1\.png: expected a label by names/);
  expect(() => fileLabels(['1.png'], () => undefined as unknown as string)).toThrow(/by the function/);
});
