import fc from 'fast-check';
import { expect, it } from 'vitest';
import { charCodes } from './char-codes.js';
import { parseNumber } from './parse-number.js';
import { splitRecord } from './split-record.js';

/** The number of the middle cell of three, as records have it. */
function parsed(cell: string): number {
  const text = `1,${cell},2`;
  const arrays = { codes: charCodes()(text), starts: new Int32Array(3), ends: new Int32Array(3), numbers: new Float64Array(3) };
  expect(splitRecord(arrays, 0, { from: 0, to: text.length, delimiter: 44 })).toBe(3);
  expect(arrays.numbers[2]).toBe(2);
  expect(text.slice(arrays.starts[1], arrays.ends[1])).toBe(cell);
  const number = arrays.numbers[1]!;
  return Number.isNaN(number) ? parseNumber(cell) : number;
}

it('reads decimals as Number does, to the last bit', () => {
  const decimals = fc.tuple(fc.constantFrom('', '-', '+'), fc.stringMatching(/^\d{0,20}$/), fc.constantFrom('', '.'), fc.stringMatching(/^\d{1,20}$/));
  fc.assert(
    fc.property(decimals, (parts) => {
      const cell = parts.join('');
      expect(parsed(cell)).toBe(Number(cell));
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parsed(String(value))).toBe(Number(String(value)));
    }),
  );
});

it.each(['1e5', ' 12 ', '1.', '.5', '-0', '+3', '2E-3'])('takes %j', (cell) => expect(parsed(cell)).toBe(Number(cell)));

it.each(['', ' ', '-', '.', '1.2.3', '0x10', 'Infinity', '1 2', '--1', '1-', 'e5', '١', 'NaN', '1_0'])('finds no number in %j', (cell) =>
  expect(parsed(cell)).toBeNaN());
