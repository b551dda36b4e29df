import { InvalidDataError } from '@hourglass/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from './fixtures/parse-xml.js';
import { report } from './report.js';
import type { View } from './views/view.js';

const points: View = { kind: 'scatter', points: { data: Float32Array.of(0, 0, 1, 1, 2, 0), shape: [3, 2] }, axes: ['PCA 1', 'PCA 2'] };
const images = { data: Float32Array.from({ length: 18 }, (_, i) => i / 18), shape: [2, 3, 3] };
const rows: View = { kind: 'rows', rows: [{ name: 'original', images }], range: [0, 1] };

describe('report({ title, sections })', () => {
  it('holds headings, tables and pictures in their order, and asks for nothing from elsewhere', () => {
    const page = report({
      title: 'Digits',
      about: 'a code of 2',
      sections: [
        { heading: 'Errors', table: { columns: ['', 'mse'], rows: [['model', '0.01'], ['PCA', '0.02']] } },
        { heading: 'Map', note: 'By class.', pictures: [{ view: points, caption: 'codes' }, { view: rows }] },
      ],
    });
    const found = ['<h1>Digits</h1>', 'a code of 2', 'Errors', '<td>PCA</td><td>0.02</td>', 'Map', 'By class.', 'codes</figcaption>', '<image'];
    const places = found.map((text) => page.indexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    const addresses = [...page.matchAll(/(?:href|src|url)\s*[=(]\s*["']?([^"')\s]+)/g)].map(([, address]) => address!);
    expect(addresses.every((address) => address.startsWith('data:'))).toBe(true);
    expect(addresses).not.toHaveLength(0);
    expect(page).not.toContain('<script');
  });

  it('keeps any text from becoming markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const page = report({ title: text, sections: [{ heading: text, note: text, table: { columns: [text], rows: [[text]] } }] });
        const main = page.slice(page.indexOf('<main>'), page.indexOf('</main>') + '</main>'.length);
        const parsed = parseXml(main);
        expect(parsed.name).toBe('main');
        expect(JSON.stringify(parsed).match(/"name":/g)).toHaveLength(13); // as many elements, whatever the text
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a table of ragged rows', () => {
    expect(() => report({ title: '', sections: [{ heading: 'Errors', table: { columns: ['a', 'b'], rows: [['1']] } }] })).toThrow(InvalidDataError);
  });
});
