import { InvalidDataError } from '@hourglass/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textChunks, type TextOptions } from './text-chunks.js';
import { textLines } from './text-lines.js';

async function read(bytes: Uint8Array, options?: TextOptions): Promise<string> {
  let text = '';
  for await (const chunk of textChunks(bytes, options)) text += chunk;
  return text;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, isLittle: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  view.setUint16(0, 0xfeff, isLittle);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i + 2, text.charCodeAt(i), isLittle);
  return new Uint8Array(view.buffer);
};
/** Text longer than one reading, whose characters lie across its seams. */
const long = 'aé漢🎈\n'.repeat(20_000);

describe('textChunks', () => {
  it.each([
    ['UTF-8', utf8(long)],
    ['UTF-8 with a mark', utf8(`\ufeff${long}`)],
    ['UTF-16 of little endian', utf16(long, true)],
    ['UTF-16 of big endian', utf16(long, false)],
  ])('reads %s', async (_, bytes) => expect(await read(bytes)).toBe(long));

  it('reads Latin-1 where it is asked for, and gives its line where it is not', async () => {
    const bytes = Uint8Array.from(`${'a\n'.repeat(50_000)}né\n`, (character) => character.charCodeAt(0));
    expect(await read(bytes, { encoding: 'latin1' })).toBe(`${'a\n'.repeat(50_000)}né\n`);
    await expect(read(bytes)).rejects.toThrow(/line 50001: expected text in UTF-8.*latin1/);
    await expect(read(bytes)).rejects.toSatisfy((error) => InvalidDataError.isInstance(error));
  });

  it('refuses a character that is cut short at the end', async () => {
    await expect(read(utf8('a\né').subarray(0, 3))).rejects.toThrow(/line 2/);
  });

  it('makes every end of line the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', '\r', '\n', '\r\n'), { maxLength: 20 }), async (parts) => {
        const text = 'x'.repeat(64 * 1024 - 10) + parts.join('');
        expect(await read(utf8(text))).toBe(text.replace(/\r\n?/g, '\n'));
      }),
    );
  });
});

it('textLines gives lines with their numbers', async () => {
  const lines = [];
  for await (const { text, line } of textLines(utf8('a\n\nb'))) lines.push(`${line} ${text}`);
  expect(lines).toEqual(['1 a', '2 ', '3 b']);
});
