import { InvalidOptionError } from '@hourglass/core';
import { describe, expect, it } from 'vitest';
import { withFile } from './file-errors.js';

const failing = (code: string) => (): Promise<never> =>
  Promise.reject(Object.assign(new Error(`${code}: some words, open '/a/b'`), { code, syscall: 'open', path: '/a/b' }));

describe('withFile(expected, path, work)', () => {
  it.each([
    ['ENOENT', 'does not exist. Check the path'],
    ['EISDIR', 'is a folder'],
    ['ENOTDIR', 'a file where a folder was expected'],
    ['EEXIST', 'a file where a folder was expected'],
    ['EACCES', 'is not open to this user'],
    ['EROFS', 'read-only'],
    ['ENOSPC', 'the disk is full'],
  ])('says %s in words, with what was expected and what to do', async (code, words) => {
    const failure = withFile('--out: expected a folder', '/a', failing(code));
    await expect(failure).rejects.toThrow(InvalidOptionError);
    await expect(failure).rejects.toThrow(new RegExp(`^--out: expected a folder; /a .*${words}`));
    await expect(failure).rejects.not.toThrow(code);
  });

  it('names what it has no words for', async () => {
    await expect(withFile('--out: expected a folder', '/a', failing('EIO'))).rejects.toThrow('/a cannot be used (EIO)');
  });

  it('leaves every other error as it is', async () => {
    const error = new TypeError('a mistake of the program');
    await expect(withFile('', '/a', () => Promise.reject(error))).rejects.toBe(error);
  });
});
