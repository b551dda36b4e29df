import fc from 'fast-check';
import { expect, it } from 'vitest';
import { charCodes } from './char-codes.js';
import { parseNumber } from './parse-number.js';

const parsed = (cell: string): number => parseNumber(`,${cell},`, charCodes()(`,${cell},`), 1, cell.length + 1);

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

it.each(['', ' ', '-', '.', '1.2.3', '0x10', 'Infinity', '1,5', '1 2', '--1', '1-', 'e5', '١', 'NaN', '1_0'])('finds no number in %j', (cell) =>
  expect(parsed(cell)).toBeNaN());
