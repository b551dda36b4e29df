import { InvalidDataError, InvalidOptionError, type Batch, type Dataset } from '@hourglass/core';
import { testDataset } from '@hourglass/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characters } from './characters.js';
import { wordVectors } from './word-vectors.js';
import { words } from './words.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function epoch({ batches }: Dataset): Promise<Batch[]> {
  const found: Batch[] = [];
  for await (const batch of batches({ batchSize: 5 })) found.push(batch);
  return found;
}

const rhyme = 'One, two, buckle my shoe.\nThree, four, knock at the door.\n\nFive, six, don’t pick up sticks.\n'.repeat(6);

testDataset({ name: 'characters', create: () => characters(bytes(rhyme), { length: 12, step: 7 }) });
testDataset({ name: 'words', create: () => words(bytes(rhyme), { vocabulary: 7, counts: true }) });

describe('characters', () => {
  it('gives the windows of the text as numbers of the alphabet', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', 'é', '🎈', '\n'), minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), async (text, length, step) => {
        const points = Array.from(text);
        fc.pre(points.length >= length);
        const data = await characters(bytes(text), { length, step });
        const found = (await epoch(data)).flatMap(({ clean, index }) =>
          [...index].map((_, i) => Array.from(clean.data.subarray(i * length, (i + 1) * length), (number) => data.alphabet[number]).join('')),
        );
        const starts = Array.from({ length: data.info.size! }, (_, i) => i * step);
        expect(found).toEqual(starts.map((start) => points.slice(start, start + length).join('')));
        expect(starts.length).toBe(Math.floor((points.length - length) / step) + 1);
      }),
    );
  });

  it('goes over the seams of readings', async () => {
    const text = 'abcdefg'.repeat(30_000);
    const data = await characters(bytes(text), { length: 7, step: 700 });
    for (const { clean } of await epoch(data)) expect([...clean.data].join('')).toBe('0123456'.repeat(clean.shape[0]!));
  });

  it('numbers characters as a given alphabet does, and refuses others, with the line', async () => {
    const data = await characters(bytes('abab'), { length: 4, alphabet: 'cba' });
    expect(data.info.range).toEqual([0, 2]);
    expect((await epoch(data))[0]!.clean.data).toEqual(Int32Array.of(2, 1, 2, 1));
    await expect(characters(bytes('ab\nac'), { length: 2, alphabet: 'ab\n' })).rejects.toThrow(/line 2: expected characters of the alphabet, received "c"/);
    await expect(characters(bytes('ab'), { length: 2, alphabet: 'aa' })).rejects.toThrow(/that differ/);
    await expect(characters(bytes('ab'), { length: 3 })).rejects.toThrow(/expected at least 3 characters/);
  });
});

describe('words', () => {
  it('marks the most frequent words of each line', async () => {
    const data = await words(bytes('The cat. The dog!\n\nthe DOG\'s bone\n'), { vocabulary: 3 });
    expect(data.vocabulary).toEqual(['the', 'bone', 'cat']);
    expect((await epoch(data))[0]!.clean.data).toEqual(Float32Array.of(1, 0, 1, 1, 1, 0));
    expect(data.info).toMatchObject({ size: 2, range: [0, 1] });
  });

  it('counts the words of a given vocabulary', async () => {
    const data = await words(bytes('the cat the dog\nno\n'), { vocabulary: ['the', 'dog'], counts: true });
    expect((await epoch(data))[0]!.clean.data).toEqual(Float32Array.of(2, 1, 0, 0));
    expect(data.info.range).toEqual([0, 2]);
    expect((await words(bytes('Don’t, ÉTÉ!\n'), { vocabulary: ['don’t', 'été'] })).vocabulary).toEqual(['don’t', 'été']);
    await expect(words(bytes(' .\n'))).rejects.toSatisfy((error) => InvalidDataError.isInstance(error));
  });
});

describe('words, given a vocabulary that fits no text', () => {
  it.each([
    ['a word twice', ['cat', 'dog', 'cat'], /expected words that differ/],
    ['a capital', ['cat', 'Dog'], /expected a word in lower case, of letters and digits with apostrophes inside, received "Dog"/],
    ['two words in one', ['cat dog'], /expected a word .* received "cat dog"/],
    ['nothing in a place', ['cat', ''], /expected a word .* received ""/],
  ])('refuse %s', async (_, vocabulary, message) => {
    const opening = words(bytes('the cat and the dog\n'), { vocabulary });
    await expect(opening).rejects.toSatisfy((error) => InvalidOptionError.isInstance(error) && error.option.startsWith('vocabulary'));
    await expect(opening).rejects.toThrow(message);
  });
});

describe('wordVectors', () => {
  it.each([
    ['GloVe', 'cat 0.5 1\nbig dog -0.25 2e-1\n'],
    ['word2vec', '2 2\ncat 0.5 1 \nbig dog -0.25 0.2 \n'],
    ['JSON', '{ "cat": [0.5, 1], "big dog": [-0.25, 0.2] }'],
    ['a script', 'var wordVecs={\n"cat":[0.5,1],\n"big dog":[-0.25,0.2],\n};\n'],
  ])('reads %s', async (_, text) => {
    const data = await wordVectors(bytes(text));
    expect(data.info).toMatchObject({ inputShape: [2], size: 2, range: [-1, 1], labelNames: ['cat', 'big dog'] });
    const [batch] = await epoch(data);
    expect(batch!.clean.data).toEqual(Float32Array.of(0.5, 1, -0.25, 0.2));
    expect(batch!.label!.data).toEqual(Int32Array.of(0, 1));
  });

  it.each([
    ['nothing', '', /received none/],
    ['an empty object', '{}', /received none/],
    ['vectors of different lengths', '{"a":[1,2],"b":[1]}', /word "b": expected 2 finite numbers/],
    ['text among numbers', 'a 1 2\nb 1 x\n', /line 2: expected a word and 2 numbers/],
    ['a short line', 'a 1 2\nb 1\n', /line 2/],
    ['code', 'var a = { "b": [alert(1)] };', /received text that is none/],
    ['nested arrays', '{"a":[[1]]}', /word "a"/],
    ['numbers beyond float32', '{"a":[1e300]}', /word "a"/],
    ['words without numbers', 'a\nb\n', /line 1/],
  ])('refuses %s', async (_, text, message) => {
    await expect(wordVectors(bytes(text))).rejects.toThrow(message);
    await expect(wordVectors(bytes(text))).rejects.toSatisfy((error) => InvalidDataError.isInstance(error));
  });
});
