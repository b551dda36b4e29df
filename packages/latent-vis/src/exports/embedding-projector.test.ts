import { InvalidDataError } from '@hourglass/core';
import { decode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embeddingProjector } from '../exports.js';
import type { CodeSet } from '../views/code-set.js';
import { labelled, namesOf } from './exports.fixture.js';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const codes = { data: Float32Array.of(0.1, 2, 3, -4e-7, 5, 6), shape: [3, 2] };

/** Reads lines as the Projector does: blank ones do not count, and cells end at tabs. */
const cells = (bytes: Uint8Array | undefined) => text(bytes).split('\n').filter((line) => line.trim() !== '').map((line) => line.split('\t'));

describe('embeddingProjector', () => {
  it('writes the codes alone where there is nothing else', () => {
    const files = embeddingProjector({ codes });
    expect(Object.keys(files)).toEqual(['tensors.tsv', 'projector_config.json', 'projector_config.pbtxt']);
    expect(text(files['projector_config.pbtxt'])).toBe('embeddings {\n  tensor_path: "tensors.tsv"\n}\n');
    expect(text(files['tensors.tsv'])).toBe('0.1\t2\n3\t-4e-7\n5\t6\n');
    expect(JSON.parse(text(files['projector_config.json']))).toEqual({ embeddings: [{ tensorName: 'codes', tensorShape: [3, 2], tensorPath: 'tensors.tsv' }] });
  });

  it('keeps every value, and a line for each label, whatever its name', () => {
    fc.assert(
      fc.property(labelled, ({ view, codes: given }) => {
        const files = embeddingProjector({ codes: given, labels: view.labels, classes: view.classes });
        expect(Float32Array.from(cells(files['tensors.tsv']).flat().map(Number)).map((value) => value + 0)).toEqual(given.data.map((value) => value + 0));
        const [header, ...rows] = cells(files['metadata.tsv']);
        expect(header).toEqual(['label', 'sample']);
        expect(rows.map((row) => row[1])).toEqual(rows.map((_, i) => String(i)));
        expect(rows).toHaveLength(given.shape[0]!);
        expect(rows.map((row) => row[0])).toEqual(namesOf(view).map((name) => (name ?? '').replace(/[\t\r\n]+/g, ' ').trim()));
      }),
    );
  });

  it('writes images as a square, row by row', () => {
    const samples = { data: Float32Array.from({ length: 3 * 6 }, (_, i) => i / 17), shape: [3, 3, 2, 1] };
    const files = embeddingProjector({ codes, images: { samples, range: [0, 1] } });
    const { width, height, channels, data } = decode(files['sprite.png']!);
    expect([width, height]).toEqual([6, 6]);
    const at = (x: number, y: number) => data[(y * width + x) * channels];
    const shade = (i: number) => Math.round((255 * i) / 17);
    expect([at(0, 0), at(1, 0), at(1, 2), at(3, 0), at(4, 2), at(0, 3), at(1, 5)]).toEqual([0, 1, 5, 6, 11, 12, 17].map(shade));
    expect(text(files['projector_config.pbtxt'])).toContain('sprite { image_path: "sprite.png" single_image_dim: ');
    const { embeddings } = JSON.parse(text(files['projector_config.json'])) as { embeddings: [{ sprite: unknown }] };
    expect(embeddings[0].sprite).toEqual({ imagePath: 'sprite.png', singleImageDim: [3, 3] });
  });

  it.each([
    ['codes of one unit', { codes: { data: new Float32Array(3), shape: [3, 1] } }, /2 units or more/],
    ['codes that are not finite', { codes: { data: Float32Array.of(1, NaN), shape: [1, 2] } }, /expected finite codes/],
    ['too few labels', { codes, labels: Int32Array.of(0), classes: ['a'] }, /labels: expected one for each of 3/],
    ['too many images', { codes, images: { samples: { data: new Float32Array(4), shape: [4, 1, 1] }, range: [0, 1] } }, /images: expected one for each of 3/],
    [
      'images too large for a sprite',
      { codes, images: { samples: { data: new Float32Array(3 * 5000), shape: [3, 1, 5000, 1] }, range: [0, 1] } },
      /at most 1 of 5000 × 1 pixels, received 3/,
    ],
  ] as [string, CodeSet, RegExp][])('refuses %s', (_, set, message) => {
    expect(() => embeddingProjector(set)).toThrow(InvalidDataError);
    expect(() => embeddingProjector(set)).toThrow(message);
  });
});
