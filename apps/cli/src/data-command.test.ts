import { writeNpy } from '@hourglass/datasets';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { hourglass, jsonOf, temporaryFolder, writeSquares } from './hourglass.fixture.js';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  data = join(folder, 'squares.idx');
  await writeSquares(data);
});

describe('hourglass data info', () => {
  it('tells what the samples are like, and a command that trains on them', async () => {
    const { code, stdout } = await hourglass(['data', 'info', data]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^samples +60\nshape +\[8, 8, 1\]\ntype +float32\nrange +\[0, 1\]\nvalues +0 to 1, mean 0\.1406/);
    const command = /^ {2}hourglass (train .*)$/m.exec(stdout)![1]!.split(' ');
    const trained = await hourglass([...command.slice(0, -1), join(folder, 'out'), '--epochs', '1', '--engine', 'cpu']);
    expect(trained).toMatchObject({ code: 0 });
  });

  it('--json prints the same as one object', async () => {
    const found = jsonOf(await hourglass(['data', 'info', 'glyphs?size=8', '--json']));
    expect(found).toMatchObject({
      ...{ command: 'data info', data: 'glyphs?size=8', parts: { train: 6000, test: 1000 }, samples: 7000, inputShape: [8, 8, 1] },
      ...{ range: [0, 1], missing: 0, labels: { 3: 700 }, suggestion: { scaler: 'none', command: expect.stringMatching(/^train /) } },
    });
  });
});

describe('hourglass data preview', () => {
  it.each([
    ['png', '\x89PNG'],
    ['svg', '<svg'],
    ['html', '<!doctype html>'],
  ])('writes %s, also over its own', async (suffix, start) => {
    const out = join(folder, `sheet.${suffix}`);
    for (let time = 0; time < 2; time++) expect(await hourglass(['data', 'preview', data, '--out', out])).toMatchObject({ code: 0, stdout: `${out}\n` });
    expect((await readFile(out, 'latin1')).startsWith(start)).toBe(true);
  });

  it('prints to the terminal without --out, with --json as a string', async () => {
    const { stdout } = await hourglass(['data', 'preview', data]);
    expect(stdout.split('\n')).toHaveLength(6);
    expect(jsonOf(await hourglass(['data', 'preview', data, '--json']))).toMatchObject({ command: 'data preview', preview: stdout.trimEnd() });
  });

  it.each([
    ['a suffix that it cannot write', (at: string) => join(at, 'sheet.pdf'), 'expected a file .png, .svg, .html, .txt for these samples'],
    ['a file of another kind', (at: string) => join(at, 'mine.png'), 'is there already and is not a PNG file'],
  ])('refuses %s', async (_, out, message) => {
    await writeFile(join(folder, 'mine.png'), 'mine');
    expect(await hourglass(['data', 'preview', data, '--out', out(folder)])).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(await readFile(join(folder, 'mine.png'), 'utf8')).toBe('mine');
  });

  it('refuses a form that these samples have not, and tells which they have', async () => {
    const path = join(folder, 'table.npy');
    await writeFile(path, writeNpy({ data: Float32Array.of(0, 1, 2, 3), shape: [2, 2] }));
    const outcome = await hourglass(['data', 'preview', path, '--out', join(folder, 'table.svg')]);
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('expected a file .txt, .html for these samples') });
  });
});
