import { describe, expect, it } from 'vitest';
import { definePart, fromJSON, toJSON, type Part } from './part.js';
import { InvalidDataError, UnknownPartError } from './errors.js';

const noise = definePart('noise', (options: { stddev: number }): Part => ({ kind: 'noise', options }));
const base = definePart('base', (options: { range: readonly number[]; shape?: number[] }): Part => ({ kind: 'base', options }));
const wrap = definePart('wrap', (of: Part, options: { with: Part; many?: Part[] }): Part => ({ kind: 'wrap', options, of }));

describe('toJSON(part) and fromJSON(json, parts)', () => {
  it('bring back decorated parts, parts in options, lists of parts and infinite ranges', () => {
    const part = wrap(wrap(base({ range: [-Infinity, Infinity] }), { with: noise({ stddev: 0.5 }) }), {
      with: noise({ stddev: 0.1 }),
      many: [noise({ stddev: 1 }), noise({ stddev: 2 })],
    });
    const json = JSON.parse(JSON.stringify(toJSON(part))) as ReturnType<typeof toJSON>;
    expect(fromJSON(json, [wrap, noise, base])).toEqual(part);
  });

  it('leave out options that are undefined', () => {
    expect(toJSON({ kind: 'base', options: { range: [0, 1], shape: undefined } })).toEqual({ kind: 'base', options: { range: [0, 1] } });
  });

  it('name an unknown kind and how to get it', () => {
    const json = toJSON(wrap(base({ range: [] }), { with: noise({ stddev: 1 }) }));
    expect(() => fromJSON(json, [wrap, base])).toThrow(UnknownPartError);
    expect(() => fromJSON(json, [wrap, base])).toThrow(/"noise".*Install the package/s);
  });

  it.each(['constructor', '__proto__', 'toString'])('do not take %s for a factory', (kind) => {
    expect(() => fromJSON({ kind, options: {} }, [base])).toThrow(UnknownPartError);
  });

  it('refuse to save a function, and say where it is', () => {
    const part = { kind: 'base', options: { shape: { of: () => 1 } } };
    expect(() => toJSON(part)).toThrow(InvalidDataError);
    expect(() => toJSON(part)).toThrow('base.shape.of');
  });
});
