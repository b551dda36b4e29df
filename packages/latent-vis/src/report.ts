import { InvalidDataError } from '@hourglass/core';
import { style } from './report/style.js';
import { svg, type SvgOptions } from './svg.js';
import { element, escapeText } from './svg/markup.js';
import type { View } from './views/view.js';

/** What a page says under one heading: a table, then pictures. */
export interface Section {
  readonly heading: string;
  /** What is to be seen, in a sentence or two. */
  readonly note?: string;
  readonly table?: Table;
  readonly pictures?: readonly Picture[];
}

export interface Table {
  readonly columns: readonly string[];
  /** As many texts in each as there are columns. */
  readonly rows: readonly (readonly string[])[];
}

export interface Picture extends Pick<SvgOptions, 'width' | 'height' | 'thumbnails'> {
  readonly view: View;
  readonly caption?: string;
}

export interface Report {
  readonly title: string;
  /** What it is about, in a line. */
  readonly about?: string;
  readonly sections: readonly Section[];
}

/**
 * Makes one HTML file of tables and pictures that needs nothing beside it: no network, no scripts; it follows the reader's light
 * or dark colour scheme and the width of the window.
 *
 * @returns the document, to be written to a file
 * @throws InvalidDataError for a table whose rows are of another length than its columns, or a view that does not hold together
 */
export function report({ title, about, sections }: Report): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    element(
      'head',
      {},
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      element('title', {}, escapeText(title)),
      element('style', {}, style),
    ),
    element('body', {}, element('main', {}, element('h1', {}, escapeText(title)), ...paragraph(about), ...sections.map(sectionOf))),
    '</html>',
    '',
  ].join('\n');
}

const sectionOf = ({ heading, note, table, pictures = [] }: Section): string =>
  element(
    'section',
    {},
    element('h2', {}, escapeText(heading)),
    ...paragraph(note),
    ...(table ? [tableOf(heading, table)] : []),
    ...(pictures.length > 0 ? [element('div', { class: pictures.length === 1 ? 'pictures one' : 'pictures' }, ...pictures.map(figureOf))] : []),
  );

const paragraph = (text: string | undefined): string[] => (text === undefined ? [] : [element('p', {}, escapeText(text))]);

function tableOf(heading: string, { columns, rows }: Table): string {
  const wrong = rows.find((row) => row.length !== columns.length);
  if (wrong) throw new InvalidDataError(`${heading}: expected ${columns.length} texts in each row of the table, received ${wrong.length}.`);
  const cells = (name: 'th' | 'td', texts: readonly string[]): string => element('tr', {}, ...texts.map((text) => element(name, {}, text === '' ? ' ' : escapeText(text))));
  const body = element('tbody', {}, ...rows.map((row) => cells('td', row)));
  return element('div', { class: 'table' }, element('table', {}, element('thead', {}, cells('th', columns)), body));
}

const figureOf = ({ view, caption, ...options }: Picture): string =>
  element('figure', {}, svg(view, { ...options, ...(caption !== undefined && { title: caption }) }), ...(caption === undefined ? [] : [element('figcaption', {}, escapeText(caption))]));
