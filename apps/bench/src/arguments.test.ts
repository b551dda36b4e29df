import { describe, expect, it } from 'vitest';
import { readArguments, UsageError } from './arguments.js';

const read = (line: string) => readArguments(line.split(' '), ['dense-step', 'encode']);

describe('readArguments(words, names)', () => {
  it('reads a name and its options', () => {
    expect(read('encode')).toEqual({ name: 'encode', json: false });
    expect(read('dense-step --only wasm,pytorch --rounds 3 --json')).toEqual({
      name: 'dense-step',
      json: true,
      only: ['wasm', 'pytorch'],
      rounds: 3,
    });
  });

  it.each([
    ['step', 'dense-step, encode'],
    ['encode dense-step', 'encode dense-step'],
    ['encode --rounds 0', '--rounds'],
    ['encode --rounds 1.5', '--rounds'],
    ['encode --round 1', '--round'],
    ['encode --only', '--only'],
  ])('refuses "%s"', (line, named) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(named);
  });
});
