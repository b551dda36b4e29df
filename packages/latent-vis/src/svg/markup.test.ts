import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../fixtures/parse-xml.js';
import { element, escapeText } from './markup.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '<!--', '\n', '\r', '\t', '&amp;', '😀') }),
);

describe('element', () => {
  it('gives back any text, in it and in its attributes, when it is read', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(!/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text));
        const { attributes, text: inside } = parseXml(element('text', { label: text }, escapeText(text)));
        expect([attributes['label'], inside]).toEqual([text, text]);
      }),
    );
  });

  it('stays well-formed whatever the text, replacing what XML forbids', () => {
    const lone = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
    fc.assert(fc.property(lone, (text) => { parseXml(element('text', { label: text }, escapeText(text))); }));
    expect(escapeText('a\u0000b\uD800c')).toBe('a\uFFFDb\uFFFDc');
  });

  it('closes itself without children, and leaves out attributes that are undefined', () => {
    expect(element('line', { x1: 1 / 3, dash: undefined })).toBe('<line x1="0.33"/>');
  });
});

describe('parseXml', () => {
  it.each(['<a><b></a></b>', '<a>', '<a/><b/>', '<a x="1" x="2"/>', '<a>&</a>', '<a x="<"/>', '<a>\u0001</a>', 'text'])(
    'refuses %j',
    (document) => {
      expect(() => parseXml(document)).toThrow();
    },
  );
});
