import { EnvironmentError, InvalidDataError } from '@hourglass/core';
import { encode } from 'fast-png';
import { expect, it, vi } from 'vitest';
import { sharpDecoder } from './sharp-decoder.js';

it('refuses what is no image, and what is cut short', async () => {
  const decode = await sharpDecoder();
  const png = encode({ width: 9, height: 9, channels: 1, data: Uint8Array.from({ length: 81 }, (_, i) => (i * 31) % 256) });
  expect(await decode(png)).toMatchObject({ width: 9, height: 9, channels: 1 });
  await expect(decode(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))).rejects.toThrow(InvalidDataError);
  await expect(decode(png.subarray(0, 60))).rejects.toThrow(InvalidDataError);
});

it('says what to install where sharp is missing', async () => {
  vi.doMock('sharp', () => {
    throw new Error('Cannot find package');
  });
  await expect(sharpDecoder()).rejects.toThrow(EnvironmentError);
  await expect(sharpDecoder()).rejects.toThrow(/npm install sharp/);
  vi.doUnmock('sharp');
});
