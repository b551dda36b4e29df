import { expect, it } from 'vitest';
import { crc32 } from './crc32.js';

it('crc32(bytes) gives the check value of the standard, and 0 for nothing, in one piece and in two', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(0))).toBe(0);
  expect(crc32(new TextEncoder().encode('6789'), crc32(new TextEncoder().encode('12345')))).toBe(0xcbf43926);
});
