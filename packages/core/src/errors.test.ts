import { describe, expect, it } from 'vitest';
import { HourglassError, InvalidDataError, InvalidOptionError } from './errors.js';

describe('isInstance(error)', () => {
  it('knows its own kind and the root, and no other', () => {
    const error = new InvalidOptionError('rate', 'text');
    expect(InvalidOptionError.isInstance(error)).toBe(true);
    expect(HourglassError.isInstance(error)).toBe(true);
    expect(InvalidDataError.isInstance(error)).toBe(false);
    expect(error.name).toBe('InvalidOptionError');
    expect(error.option).toBe('rate');
  });

  it('knows an error of a duplicate install by its mark', () => {
    const foreign = Object.assign(new Error('from elsewhere'), { [Symbol.for('hourglass.error.invalid-data')]: true });
    expect(InvalidDataError.isInstance(foreign)).toBe(true);
  });

  it.each([null, undefined, 'text', 3, {}, new Error('plain')])('does not know %s', (value) => {
    expect(HourglassError.isInstance(value)).toBe(false);
  });
});
