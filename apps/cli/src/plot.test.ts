import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hourglass, jsonOf, temporaryFolder, writeSquares } from './hourglass.fixture.js';

let folder: string;
let data: string;
const model = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await temporaryFolder();
  data = join(folder, 'squares.idx');
  await writeSquares(data, 120);
  for (const [name, variant, ...options] of [
    ['flat', 'undercomplete', '--code-size', '2'],
    ['wide', 'undercomplete', '--code-size', '6'],
    ['sparse', 'overcomplete-sparse', '--k', '4'],
    ['places', 'convolutional', '--filters', '4'],
  ] as const) {
    const { code, stderr } = await hourglass(['train', variant, '--data', data, '--out', model(name), '--epochs', '2', ...options]);
    expect(code, stderr).toBe(0);
  }
});

const plot = (name: string, out: string, ...more: string[]) =>
  hourglass(['plot', model(name), '--data', data, '--split', 'all', '--out', join(folder, out), ...more]);

describe('hourglass plot', () => {
  it.each([
    ['flat', ['Reconstructions', 'Errors', 'Training', 'Latent map', 'Statistics of the code', 'Manifold', 'Traversals']],
    ['wide', ['Reconstructions', 'Errors', 'Training', 'Latent map', 'Statistics of the code', 'A plane of codes', 'Traversals']],
    ['sparse', ['Reconstructions', 'Errors', 'Training', 'Latent map', 'Statistics of the code', 'Features']],
  ])('writes a report of the %s model', async (name, headings) => {
    const outcome = await plot(name, `${name}.html`, '--json');
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(jsonOf(outcome)).toMatchObject({ command: 'plot', files: [join(folder, `${name}.html`)] });
    const page = await readFile(join(folder, `${name}.html`), 'utf8');
    expect([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading)).toEqual(headings);
    expect(page).toContain(`<h1>${name}</h1>`);
    expect(page.match(/<svg/g)!.length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ['wide', 'rows'], ['wide', 'loss'], ['wide', 'map'], ['wide', 'pca'], ['wide', 'manifold'], ['wide', 'traversals'],
    ['sparse', 'features'], ['sparse', 'filters'], ['places', 'activations'],
  ])('draws of the %s model the view %s', async (name, view) => {
    const outcome = await plot(name, `${view}.svg`, '--view', view);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(await readFile(join(folder, `${view}.svg`), 'utf8')).toMatch(/^<svg/);
  });

  it('draws a PNG, on dark ground where asked', async () => {
    const [light, dark] = [join(folder, 'light.png'), join(folder, 'dark.png')];
    expect((await plot('wide', 'light.png', '--view', 'pca')).code).toBe(0);
    expect((await plot('wide', 'dark.png', '--view', 'pca', '--dark')).code).toBe(0);
    expect((await readFile(light)).subarray(1, 4).toString()).toBe('PNG');
    expect((await readFile(light)).equals(await readFile(dark))).toBe(false);
  });

  it('makes a report of two samples, without what cannot be drawn of so few', async () => {
    const { code, stderr } = await plot('wide', 'few.html', '--count', '2');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('Left out:');
  });

  it.each([
    [['x.pdf', '--view', 'map'], /--out: expected a file \.svg, \.png for a view, received/],
    [['x.svg'], /--out: expected a file \.html for a report; --view draws one picture, received/],
    [['x.svg', '--view', 'manifolds'], /Allowed choices are rows, loss, map/],
    [['x.svg', '--view', 'map', '--count', 'many'], /count: expected/i],
    [['x.svg', '--view', 'activations'], /encoder with convolutions/],
  ])('refuses %j', async ([out, ...more], why) => {
    const { code, stderr } = await plot('wide', out!, ...more);
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
  });

  it('writes over what it wrote itself, and nothing else', async () => {
    await writeFile(join(folder, 'notes.svg'), 'mine');
    expect((await plot('wide', 'notes.svg', '--view', 'pca')).stderr).toContain('is not an SVG file');
    expect(await readFile(join(folder, 'notes.svg'), 'utf8')).toBe('mine');
  });
});
