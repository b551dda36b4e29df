import { createSeed, InvalidDataError, InvalidOptionError, type Batch } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import fc from 'fast-check';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csv, type CsvOptions } from './csv.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function rows(text: string | Uint8Array, options?: CsvOptions): Promise<number[][]> {
  const { info, batches } = await csv(typeof text === 'string' ? bytes(text) : text, options);
  const found: number[][] = [];
  for await (const { clean } of batches({ batchSize: 3 }))
    for (let start = 0; start < clean.data.length; start += info.inputShape[0]!) found.push([...clean.data.subarray(start, start + info.inputShape[0]!)]);
  return found;
}

async function wholeBatch(text: string, options?: CsvOptions): Promise<Batch> {
  for await (const batch of (await csv(bytes(text), options)).batches({ batchSize: 1000 })) return batch;
  throw new Error('no batch');
}

const table = Array.from({ length: 17 }, (_, i) => `${i / 16},${i % 3 === 0 ? '' : i / 32},${['red', 'green'][i % 2]},${['no', 'yes'][i % 2]}\n`).join('');
testDataset({ name: 'csv', create: () => csv(bytes(`a,b,colour,class\n${table}`), { label: 'class', missing: 'mask' }) });
testDataset({ name: 'csv without header or label', create: () => csv(bytes(table), { missing: 'drop' }).then((data) => ({ ...data, info: { ...data.info } })) });

describe('csv reads', () => {
  it.each<[string, string, CsvOptions | undefined, number[][]]>([
    ['numbers below a header', 'a,b\n1,2\n3,4\n', undefined, [[1, 2], [3, 4]]],
    ['numbers without a header', '1,2\n3,4', undefined, [[1, 2], [3, 4]]],
    ['numbers as names of columns', '1,2\n3,4', { header: true }, [[3, 4]]],
    ['tabs', 'a\tb\n1\t2\n', undefined, [[1, 2]]],
    ['semicolons', 'a;b\n1.5;2\n', undefined, [[1.5, 2]]],
    ['a delimiter that is given', 'a:b\n1:2\n', { delimiter: ':' }, [[1, 2]]],
    ['one column', 'a\n1\n2\n', undefined, [[1], [2]]],
    ['quotes, in header and cells', '"a","b"\n"1","2"\n3,"4"\n', undefined, [[1, 2], [3, 4]]],
    ['ends of line of Windows, blank lines', 'a,b\r\n1,2\r\n\r\n3,4\r\n\r\n', undefined, [[1, 2], [3, 4]]],
    ['categories in order of appearance', 'a,b\n1,x\n2,y\n3,x\n', undefined, [[1, 1, 0], [2, 0, 1], [3, 1, 0]]],
    ['numbers as categories where asked', 'a,b\n1,7\n2,x\n', { categorical: ['b'] }, [[1, 1, 0], [2, 0, 1]]],
    ['quoted newlines, delimiters and quotes', 'a,b\n1,"x,\n""y"""\n2,"z"\n', undefined, [[1, 1, 0], [2, 0, 1]]],
    ['chosen columns, in their order', 'a,b,c\n1,2,3\n4,5,6\n', { columns: ['c', 'a'] }, [[3, 1], [6, 4]]],
    ['the rows that miss nothing', 'a,b\n1,\n2,3\nNA,4\n5,6', { missing: 'drop' }, [[2, 3], [5, 6]]],
    ['the lines that are whole', 'a,b\n1\n2,3\n4,5,6\n', { ragged: 'drop' }, [[2, 3]]],
    ['a quote and a delimiter inside of quotes', 'a,b\n1,"x,"",y"\n2,""\n', { missing: 'drop' }, [[1, 1]]],
    ['a quoted cell at the end', 'a,b\n1,"2"', undefined, [[1, 2]]],
    ['quotes inside of cells', 'a,b\n1,5" disk\n', undefined, [[1, 1]]],
  ])('%s', async (_, text, options, expected) => expect(await rows(text, options)).toEqual(expected));

  it('UTF-8 and UTF-16 by their marks, Latin-1 on request', async () => {
    const text = 'a,ü\n1,é\n2,漢\n';
    const utf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from(text, (character) => character.charCodeAt(0)).buffer)]);
    for (const encoded of [bytes(`\ufeff${text}`), utf16]) {
      const { columns } = await csv(encoded);
      expect(columns.map(({ name, categories }) => [name, categories])).toEqual([['a', undefined], ['ü', ['é', '漢']]]);
    }
    const latin1 = Uint8Array.from('a,b\n1,é\n', (character) => character.charCodeAt(0));
    expect((await csv(latin1, { encoding: 'latin1' })).columns[1]!.categories).toEqual(['é']);
    await expect(csv(latin1)).rejects.toThrow(/line 2: expected text in UTF-8/);
  });

  it('labels: whole numbers as they are, names in order of appearance', async () => {
    expect((await wholeBatch('a,y\n1,7\n2,-3\n', { label: 'y' })).label).toEqual({ data: Int32Array.of(7, -3), shape: [2] });
    expect((await wholeBatch('a,y\n1,cat\n2,dog\n3,cat\n', { label: 'y' })).label!.data).toEqual(Int32Array.of(0, 1, 0));
    expect((await csv(bytes('a,y\n1,cat\n2,dog\n'), { label: 'y' })).info.labelNames).toEqual(['cat', 'dog']);
  });

  it('missing values as zeros of a mask, one for each category', async () => {
    const { clean, mask } = await wholeBatch('a,b\n5,x\n?,y\n7,null\n', { missing: 'mask' });
    expect([...mask!.data]).toEqual([1, 1, 1, 0, 1, 1, 1, 0, 0]);
    expect([...clean.data]).toEqual([5, 1, 0, 0, 0, 1, 7, 0, 0]);
    expect([...(await wholeBatch('a\n5\nNA\n7\n', { missing: 'mask' })).clean.data]).toEqual([5, 5, 7]); // 0 is outside of its range
  });

  it('what the columns hold, and the range that follows', async () => {
    const { columns, info } = await csv(bytes('a,b,c\n-0.5,x,\n1,y,1\n'), { missing: 'mask' });
    expect(columns).toEqual([
      { name: 'a', kind: 'number', range: [-0.5, 1], missing: 0 },
      { name: 'b', kind: 'category', categories: ['x', 'y'], missing: 0 },
      { name: 'c', kind: 'number', range: [1, 1], missing: 1 },
    ]);
    expect(info).toMatchObject({ range: [-1, 1], size: 2, inputShape: [4] });
    expect((await csv(bytes('a\n3\n9\n'))).info.range).toEqual([3, 9]);
    expect((await csv(bytes('a\n3\n9\n'), { range: [0, 10] })).info.range).toEqual([0, 10]);
  });

  it('cells as papaparse does, whatever stands in them, over the seams of readings', async () => {
    const cell = fc.stringMatching(/^[a",\n ]{0,5}$/).map((text) => `x${text}y`);
    const tables = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 9 }));
    await fc.assert(
      fc.asyncProperty(tables, fc.boolean(), fc.boolean(), async (cells, isLong, isQuoted) => {
        const padding = isLong ? [cells[0]!.map(() => `x${'p'.repeat(70_000)}`)] : [];
        const text = papaparse.unparse([...padding, ...cells], { newline: '\n', quotes: isQuoted });
        const { columns } = await csv(bytes(text), { header: false, delimiter: ',' });
        const expected = cells[0]!.map((_, i) => [...new Set([...padding, ...cells].map((row) => row[i]!.trim()))]);
        expect(columns.map(({ categories }) => categories)).toEqual(expected);
      }),
    );
  });

  it('a long file shuffled by the seed, every row once with its label', async () => {
    const text = Array.from({ length: 5000 }, (_, i) => `${i},${i * 2}`).join('\n');
    const data = await csv(bytes(text), { label: '2' });
    const seen: number[] = [];
    for await (const { clean, label, index } of data.batches({ batchSize: 64, shuffle: createSeed(1) }))
      index.forEach((sample, i) => {
        expect([clean.data[i], label!.data[i]]).toEqual([sample, sample * 2]);
        seen.push(sample);
      });
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 5000 }, (_, i) => i));
    expect(seen).not.toEqual(seen.toSorted((a, b) => a - b));
  });
});

describe('csv refuses', () => {
  it.each<[string, string, CsvOptions | undefined, RegExp]>([
    ['an empty file', '', undefined, /Expected rows of cells, received none/],
    ['a header alone', 'a,b\n', undefined, /Expected rows of values/],
    ['a missing value', 'a,b\n1,2\n3,NaN\n', undefined, /line 3, column b: expected a value.*missing/],
    ['a missing label', 'a,y\n1,\n2,3\n', { label: 'y', missing: 'mask' }, /line 2, column y/],
    ['text among numbers', 'a\n1\n2\nx\n', undefined, /line 4, column a: expected a number as above, received "x".*categorical/],
    ['a number among text', 'a,b\n1,x\n2,3\n', undefined, /line 3, column b: expected text as above, received "3"/],
    ['a decimal comma', 'a;b\n1;2,5\n', undefined, /line 2, column b.*decimal comma/],
    ['infinity', 'a\n1\n1e39\n', undefined, /line 3, column a: expected finite values/],
    ['a ragged line', 'a,b\n1,2\n\n3\n', undefined, /line 4: expected 2 cells, received 1.*ragged/],
    ['a line after quoted newlines', 'a,b\n"x\ny",2\n3\n', undefined, /line 4: expected 2 cells/],
    ['a quote that is not closed', 'a,b\n1,2\n"3,4\n5,6\n', undefined, /line 3: expected quotes that are closed/],
    ['a quote that goes on behind its end', 'a,b\n1,2\n"3"x,4\n', undefined, /line 3: expected quotes/],
    ['too many categories', `a\n${Array.from({ length: 9 }, (_, i) => `x${i}\n`).join('')}`, { maxCategories: 8 }, /line 10, column a: expected at most 8 categories/],
    ['two columns of one name', 'a,a\n1,2\n', undefined, /"a" twice/],
    ['values outside of a range', 'a,b\n0,2\n', { range: [0, 1] }, /column b: expected values from 0 to 1, found 2 to 2/],
    ['labels that are fractions', 'a,y\n1,0.5\n', { label: 'y' }, /line 2, column y: expected a label/],
    ['a column of nothing', 'a,b\n1,\n2,\n', { missing: 'mask' }, /column b: expected values, received none/],
  ])('%s', async (_, text, options, message) => {
    await expect(rows(text, options)).rejects.toThrow(message);
    await expect(rows(text, options)).rejects.toSatisfy((error) => InvalidDataError.isInstance(error));
  });

  it('columns that are not there, and options that it does not have', async () => {
    await expect(csv(bytes('a\n1\n'), { columns: ['b'] })).rejects.toThrow(/expected names of columns, received "b". The columns are a/);
    await expect(csv(bytes('a\n1\n'), { separator: ';' } as CsvOptions)).rejects.toSatisfy((error) => InvalidOptionError.isInstance(error));
  });

  it('a record without end, at its line, before it is all read', async () => {
    await expect(csv(bytes(`a,b\n1,2\n"${'x'.repeat(9_000_000)}`))).rejects.toThrow(/line 3: expected a record of at most 4194304 characters/);
  });
});

it('csv tells what it leaves out, with place and reason', async () => {
  const told: string[] = [];
  await csv(bytes('a,b\n1,2\n3\n4,\n'), { ragged: 'drop', missing: 'drop', onSkip: ({ name, reason }) => told.push(`${name}: ${reason}`) });
  expect(told).toEqual(['line 3: expected 2 cells, received 1', 'line 4: column b holds nothing']);
});
