import { writeIdx, writeNpy } from '@hourglass/datasets';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { contentOf, hourglass, temporaryFolder, writeSquares, type Outcome } from './hourglass.fixture.js';

let base: string;
let folder: string;
let data: string;
let model: string;
let codes: string;
const cpu = ['--engine', 'cpu'];
const small = ['--widths', '16', '--code-size', '4', '--epochs', '1', '--batch-size', '16', ...cpu];
const train = (out: string, ...more: string[]) => hourglass(['train', 'undercomplete', '--out', out, ...small, ...more]);

beforeAll(async () => {
  base = await temporaryFolder();
  await writeSquares(join(base, 'squares.idx'));
  expect(await train(join(base, 'model'), '--data', join(base, 'squares.idx'))).toMatchObject({ code: 0 });
});
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'work');
  await cp(base, folder, { recursive: true });
  [data, model, codes] = [join(folder, 'squares.idx'), join(folder, 'model'), join(folder, 'codes.npy')];
  await writeFile(codes, writeNpy({ data: new Float32Array(8), shape: [2, 4] }));
});

/** Runs a command that must be refused, change nothing and start no engine. */
async function refused(argv: readonly string[]): Promise<string> {
  const before = await contentOf(folder);
  const outcome: Outcome = await hourglass(argv);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).not.toMatch(/Engine:|\bE[A-Z]{4,}\b|received .* received/);
  expect(await contentOf(folder)).toEqual(before);
  return outcome.stderr;
}

const encode = (out: string, from = data): string[] => ['encode', model, '--data', from, '--out', out, ...cpu];
const decode = (out: string, from = codes): string[] => ['decode', model, '--data', from, '--out', out, ...cpu];

describe('--out of encode and decode refuses', () => {
  it('what is read, also by another name', async () => {
    expect(await refused(decode(codes))).toContain('is what is read');
    expect(await refused(encode(data))).toContain('is what is read');
    await symlink(folder, `${folder}-link`);
    expect(await refused(decode(join(`${folder}-link`, 'codes.npy')))).toContain('is what is read');
  });

  it.each([['codes.npy'], ['latest'], ['deeper/codes.npy']])('%s in the folder of a model', async (name) => {
    for (const argv of [encode(join(model, name)), decode(join(model, name))])
      expect(await refused(argv)).toContain(`lies in the folder of a model, ${model}`);
  });

  it('a folder, a file below a file, and a file that is not NPY', async () => {
    await writeFile(join(folder, 'notes.txt'), 'mine');
    expect(await refused(encode(folder))).toContain(`${folder} is a folder`);
    expect(await refused(decode(`${folder}/new/`))).toContain('is a folder');
    expect(await refused(encode(join(folder, 'notes.txt')))).toContain('is not an NPY file');
    expect(await refused(encode(join(folder, 'notes.txt', 'codes.npy')))).toContain('has a file where a folder was expected');
  });

  it('nothing of an NPY file, which it replaces', async () => {
    expect(await hourglass(encode(codes))).toMatchObject({ code: 0, stderr: 'Engine: cpu\n' });
    expect(await hourglass(decode(join(folder, 'new', 'images.npy')))).toMatchObject({ code: 0 });
  });
});

describe('--out of train and reconstruct refuses', () => {
  it.each(['config.json', 'report.json', 'reconstructions.png', 'loss.svg'])('a folder with a %s of somebody else', async (name) => {
    const out = join(folder, 'mine');
    await mkdir(out);
    await writeFile(join(out, name), '{ "theme": "dark" }');
    for (const more of [[], ['--resume']])
      expect(await refused(['train', 'undercomplete', '--data', data, '--out', out, ...small, ...more])).toContain(
        name === 'config.json' && more.length > 0 ? 'unknown field "theme"' : join(out, name),
      );
  });

  it.each(['reconstructions.png', 'loss.svg'])('to draw over a %s that is no picture', async (name) => {
    const out = join(folder, 'mine');
    await mkdir(out);
    await writeFile(join(out, name), 'mine');
    expect(await refused(['reconstruct', model, '--data', data, '--out', out, ...cpu])).toContain(join(out, name));
  });

  it('nothing of a run that was cut off before its first checkpoint, and draws over pictures', async () => {
    const out = join(folder, 'cut');
    await mkdir(out);
    await cp(join(model, 'config.json'), join(out, 'config.json'));
    const draw = (): Promise<Outcome> => hourglass(['reconstruct', model, '--data', data, '--out', out, ...cpu]);
    expect(await draw()).toMatchObject({ code: 0 });
    expect(await draw()).toMatchObject({ code: 0 });
    expect(await train(out, '--data', data)).toMatchObject({ code: 0 });
  });
});

describe('messages', () => {
  it('name what is missing where there is nothing to resume', async () => {
    const argv = ['train', 'undercomplete', '--out', join(folder, 'new')];
    const message = await refused(argv);
    expect(message).toContain('--data is missing; --help tells what it takes');
    expect(await refused([...argv, '--resume'])).toBe(message);
  });

  it('name fields of a file as they stand there, also in resumptions', async () => {
    const config = join(folder, 'c.json');
    await writeFile(config, '\uFEFF{ "batchSize": 8 }');
    const argv = ['train', 'undercomplete', '--out', model, '--resume', '--config', config];
    expect(await refused(argv)).toContain(`its batchSize in ${config} is 16, not 8`);
    await writeFile(config, '{ "batchSize": 0, "codeSize": 3 }');
    expect(await refused(argv)).toContain(`Error: batchSize in ${config}: expected a whole number of 1 or more, received 0.`);
    expect(await refused([...argv, '--batch-size', '0.5'])).toContain('Error: --batch-size: expected a whole number of 1 or more, received 0.5.');
  });

  it('begin with one word, whoever says them', async () => {
    expect(await refused(['encode', model])).toMatch(/^Error: /);
    expect(await refused(['info', join(folder, 'none')])).toMatch(/^Error: /);
  });

  it.each([
    ['floats', (path: string) => writeFile(path, writeNpy({ data: new Float32Array(12).fill(5), shape: [3, 4] })), 'same.npy'],
    ['bytes', async (path: string) => writeFile(path, await writeIdx({ data: new Uint8Array(12), shape: [3, 2, 2] })), 'same.idx'],
  ])('say that equal %s hold nothing to learn', async (_, write, name) => {
    const path = join(folder, name);
    await write(path);
    const message = await refused(['train', 'undercomplete', '--data', path, '--out', join(folder, 'new'), '--code-size', '2']);
    expect(message).toMatch(`${path}: every value is equal`);
    expect(message).toContain('nothing to learn');
  });

  it('name the file of one sample', async () => {
    const path = join(folder, 'one.npy');
    await writeFile(path, writeNpy({ data: Float32Array.of(0, 1), shape: [1, 2] }));
    expect(await refused(['train', 'undercomplete', '--data', path, '--out', join(folder, 'new')])).toContain(`${path}: split: expected two samples`);
  });

  it('say of every path what was expected there', async () => {
    const none = join(folder, 'none');
    const [below, start] = [join(data, 'below'), ['train', 'undercomplete', '--data', data]];
    expect(await refused([...start, '--out', none, '--config', none])).toContain(`--config: expected a JSON file; ${none} does not exist`);
    expect(await refused([...start, '--out', none, '--config', folder])).toContain(`${folder} is a folder. Give the path of a file`);
    expect(await refused([...start, '--out', below])).toContain(`--out: expected a folder to write to; ${below} has a file where`);
    expect(await refused([...start, '--out', data])).toContain(`${data} is a file`);
    expect(await refused(['train', 'undercomplete', '--data', below, '--out', none])).toContain('--data: expected a name (glyphs, ');
    expect(await refused(decode(join(folder, 'new.npy'), folder))).toContain(`--data: expected an NPY file; ${folder} is a folder`);
    expect(await refused(['info', data])).toContain(`${data} is a file. Give the path of the folder`);
    expect(await refused(['info', none])).toContain(`${none} does not exist`);
  });

  it('name the weights that were cut short, and the folder of their model', async () => {
    const weights = join(model, (await readFile(join(model, 'latest'), 'utf8')).trim(), 'weights.safetensors');
    await writeFile(weights, (await readFile(weights)).subarray(0, 50));
    expect(await refused(encode(join(folder, 'new.npy')))).toMatch(`${model}: weights.safetensors is damaged`);
  });

  it('speak of no function to someone at a command line', async () => {
    vi.stubEnv('HOURGLASS_DATA', '');
    const set = join(folder, 'set');
    await mkdir(set);
    for (const name of ['t10k-images-idx3-ubyte', 'train-images-idx3-ubyte']) await cp(data, join(set, name));
    for (const name of ['t10k-labels-idx1-ubyte', 'train-labels-idx1-ubyte'])
      await writeFile(join(set, name), await writeIdx({ data: new Uint8Array(60), shape: [60] }));
    const message = await refused(['train', 'undercomplete', '--data', set, '--out', join(folder, 'new')]);
    expect(message).toContain('Other sets are read from the IDX file itself');
    vi.unstubAllEnvs();
  });
});

describe('an NPY file', () => {
  const header = (text: string, version = 1): Buffer =>
    Buffer.concat([Buffer.from(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1'), Buffer.of(text.length, 0), Buffer.from(text)]);

  it.each([
    ['another format', () => Buffer.from('PK\x03\x04....'), 'which starts with 93 4e 55 4d 50 59, received 50 4b 03 04'],
    ['an empty file', () => Buffer.alloc(0), 'received an empty one'],
    ['another version', () => header('', 9), 'version 1, 2 or 3, received 9.0'],
    ['its first eight bytes alone', () => header('').subarray(0, 8), 'a header of 12 bytes or more, received 8 bytes'],
    ['a header beyond the file', () => header('x'.repeat(100)).subarray(0, 60), 'a header of 110 bytes, at most 65536, received 60 bytes'],
    ['a shape beyond all memory', () => header("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,4)}"), 'received 0'],
  ])('with %s is refused by name', async (_, content, message) => {
    const path = join(folder, 'damaged.npy');
    await writeFile(path, content());
    const said = await refused(decode(join(folder, 'new.npy'), path));
    expect(said).toContain(`${path}: Expected`);
    expect(said).toContain(message);
    expect(existsSync(join(folder, 'new.npy'))).toBe(false);
  });

  it('is refused cut short at any byte', async () => {
    const path = join(folder, 'cut.npy');
    const whole = await readFile(codes);
    for (let length = 0; length < whole.length; length++) {
      await writeFile(path, whole.subarray(0, length));
      const { code, stderr } = await hourglass(decode(join(folder, 'new.npy'), path));
      expect(code, `${length} bytes`).toBe(2);
      expect(stderr).toContain(`${path}: Expected`);
    }
  });
});
