import { decodeImage, readNpy, readWav, writeNpy, writeWav, type Pixels } from '@hourglass/datasets';
import { encode } from 'fast-png';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentOf, hourglass, jsonOf, temporaryFolder, writeSquares } from './hourglass.fixture.js';

let models: string;
let folder: string;

const train = async (name: string, source: string, ...more: string[]): Promise<void> => {
  const outcome = await hourglass(['train', 'denoising', '--data', source, '--out', join(models, name), '--epochs', '1', '--corruption', 'gaussianNoise?stddev=0.1', ...more]);
  expect(outcome.code, outcome.stderr).toBe(0);
};

beforeAll(async () => {
  models = await temporaryFolder();
  const squares = join(models, 'squares.idx');
  await writeSquares(squares);
  await train('grey', squares, '--filters', '2');
  const colours = join(models, 'colours');
  await mkdir(colours);
  await writeFile(join(colours, 'a.png'), picture({ width: 40, height: 32, channels: 3 }));
  await train('coloured', `${colours}?patch=8x8`, '--filters', '2');
  const tones = join(models, 'tones.wav');
  await writeFile(tones, tone({ frames: 1600 }));
  await train('sound', `${tones}?window=32`, '--filters', '2');
  const rows = join(models, 'rows.npy');
  await writeFile(rows, writeNpy(waves([60, 5])));
  await train('rows', rows, '--code-size', '2', '--scaler', 'standard');
});
beforeEach(async () => { folder = await temporaryFolder(); });

const waves = (shape: readonly number[]) => ({ data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => 0.5 + 0.4 * Math.sin(i)), shape });

function picture({ width = 21, height = 13, channels = 1, depth = 8 }: { width?: number; height?: number; channels?: number; depth?: 8 | 16 }): Uint8Array {
  const values = Array.from({ length: width * height * channels }, (_, i) => (i * 2654435761) % 2 ** depth);
  return encode({ width, height, channels, depth, data: depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values) });
}

function tone({ frames = 500, channels = 1, sampleRate = 8000, bits = 16 as 16 | 24 }): Uint8Array {
  return writeWav({ data: Float32Array.from({ length: frames * channels }, (_, i) => 0.5 * Math.sin(Math.floor(i / channels) / (3 + (i % channels)))), shape: [frames, channels] }, { sampleRate, bits });
}

const at = (name: string): string => join(folder, name);
const denoise = (model: string, input: string, output: string, ...more: string[]) =>
  hourglass(['denoise', join(models, model), '--input', input, '--output', output, '--json', ...more]);
const pixelsOf = async (path: string): Promise<Pixels> => decodeImage(await readFile(path));
const notesOf = (outcome: Awaited<ReturnType<typeof hourglass>>): string => (jsonOf(outcome)['files'] as { notes: string[] }[]).flatMap(({ notes }) => notes).join('; ');

describe('hourglass denoise: images', () => {
  it.each<['grey' | 'coloured', { channels: 1 | 2 | 3 | 4; depth: 8 | 16 }, RegExp]>([
    ['grey', { channels: 1, depth: 8 }, /^$/],
    ['grey', { channels: 2, depth: 16 }, /^$/],
    ['grey', { channels: 3, depth: 8 }, /red, green and blue were cleaned one by one/],
    ['grey', { channels: 4, depth: 16 }, /one by one/],
    ['coloured', { channels: 1, depth: 8 }, /a grey image was cleaned by a model of coloured ones/],
    ['coloured', { channels: 4, depth: 8 }, /^$/],
    ['coloured', { channels: 3, depth: 16 }, /^$/],
  ])('the model %s keeps size, channels, depth and alpha of %j', async (model, form, said) => {
    await writeFile(at('in.png'), picture(form));
    const outcome = await denoise(model, at('in.png'), at('out.png'));
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(notesOf(outcome)).toMatch(said);
    const [before, after] = [await pixelsOf(at('in.png')), await pixelsOf(at('out.png'))];
    expect(after).toMatchObject({ width: 21, height: 13, channels: form.channels });
    expect(after.data.constructor).toBe(before.data.constructor);
    expect(after.data).not.toEqual(before.data);
    const alpha = ({ data, channels }: Pixels): number[] => Array.from(data).filter((_, i) => i % channels === channels - 1);
    if (form.channels % 2 === 0) expect(alpha(after)).toEqual(alpha(before));
  });

  it('cleans an image of the size of a sample as reconstruct does, and ones smaller than that', async () => {
    await writeFile(at('same.png'), picture({ width: 8, height: 8 }));
    await writeFile(at('small.png'), picture({ width: 3, height: 1 }));
    expect((await denoise('grey', at('same.png'), at('a.png'))).code).toBe(0);
    expect((await denoise('grey', at('small.png'), at('b.png'))).code).toBe(0);
    expect(await pixelsOf(at('b.png'))).toMatchObject({ width: 3, height: 1 });
    const light = Array.from((await pixelsOf(at('same.png'))).data, (value) => value / 255);
    await writeFile(at('same.npy'), writeNpy({ data: Float32Array.from(light), shape: [1, 8, 8, 1] }));
    expect((await denoise('grey', at('same.npy'), at('a.npy'))).code).toBe(0);
    const bytes = Uint8Array.from((await readNpy(await readFile(at('a.npy')))).data, (value) => Math.round(255 * value));
    expect((await pixelsOf(at('a.png'))).data).toEqual(bytes);
  });

  it('cleans a folder, keeps names and folders, and touches nothing that it read', async () => {
    await mkdir(at('in/deep'), { recursive: true });
    await writeFile(at('in/a.png'), picture({}));
    await writeFile(at('in/deep/b.png'), picture({ channels: 4 }));
    await writeFile(at('in/notes.txt'), 'not an image');
    const before = await contentOf(at('in'));
    const outcome = await denoise('grey', at('in'), at('out'));
    expect(outcome.code, outcome.stderr).toBe(0);
    expect((await readdir(at('out'), { recursive: true })).sort()).toEqual(['a.png', 'deep', join('deep', 'b.png')]);
    expect(await contentOf(at('in'))).toEqual(before);
    expect((await denoise('grey', at('in'), at('out'))).code).toBe(0); // its own outcome may be replaced
  });
});

describe('hourglass denoise: sound and arrays', () => {
  it.each<[Parameters<typeof tone>[0], RegExp]>([
    [{ frames: 500 }, /^$/],
    [{ frames: 7 }, /^$/],
    [{ channels: 2, bits: 24 }, /its 2 channels were cleaned one by one/],
    [{ sampleRate: 22050, frames: 1001 }, /brought from 22050 Hz to the 8000 Hz of the model and back, so that nothing above 4000 Hz is left/],
    [{ sampleRate: 6000 }, /brought from 6000 Hz to the 8000 Hz of the model and back$/],
  ])('keeps length, channels, rate and bits of %j', async (form, said) => {
    await writeFile(at('in.wav'), tone(form));
    const outcome = await denoise('sound', at('in.wav'), at('out.wav'));
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(notesOf(outcome)).toMatch(said);
    const { data: _, ...before } = await readWav(await readFile(at('in.wav')));
    expect(await readWav(await readFile(at('out.wav')))).toMatchObject(before);
  });

  it.each([
    ['grey', [3, 8, 8, 1]],
    ['grey', [2, 11, 9, 3]],
    ['grey', [11, 9, 1]],
    ['sound', [2, 50, 1]],
    ['sound', [50, 2]],
    ['rows', [7, 5]],
  ])('the model %s cleans arrays %j', async (model, shape) => {
    const given = waves(shape);
    await writeFile(at('in.npy'), writeNpy(given));
    const outcome = await denoise(model, at('in.npy'), at('out.npy'));
    expect(outcome.code, outcome.stderr).toBe(0);
    const cleaned = await readNpy(await readFile(at('out.npy')));
    expect(cleaned.shape).toEqual(shape);
    expect(cleaned.data.every(Number.isFinite)).toBe(true);
    if (model === 'rows') // its scaler is undone: values about the mean of the data, not about 0
      expect(cleaned.data.reduce((sum, value) => sum + value, 0) / cleaned.data.length).toBeGreaterThan(0.3);
  });
});

describe('hourglass denoise: refusals', () => {
  beforeEach(async () => {
    await writeFile(at('in.png'), picture({}));
    await writeFile(at('in.wav'), tone({}));
    await mkdir(at('in'));
    await writeFile(at('in/a.png'), picture({}));
  });

  it.each<[string, string, string, RegExp]>([
    ['grey', 'in.png', 'in.png', /--output: .* is what is read/],
    ['grey', 'in', 'in', /--output: expected a folder outside of/],
    ['grey', 'in', 'in/out', /--output: expected a folder outside of/],
    ['grey', 'in.wav', 'out.wav', /in\.wav: expected a file \.png or \.jpg or \.npy, since the model takes samples \[8, 8, 1\]/],
    ['sound', 'in', 'out', /in: expected files \.wav or \.npy, since .* received none/],
    ['grey', 'in.png', 'out.jpg', /--output: expected a file \.png/],
    ['grey', 'in.png', 'in', /--output: .* is a folder|--output: expected a file \.png/],
    ['grey', 'none.png', 'out.png', /--input: .*does not exist/],
  ])('the model %s: %s → %s', async (model, input, output, why) => {
    const before = await contentOf(folder);
    const { code, stderr } = await denoise(model, at(input), at(output));
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
    expect(await contentOf(folder)).toEqual(before);
  });

  it('names the file that is damaged or does not fit, and writes none of it', async () => {
    await writeFile(at('in.png'), picture({}).slice(0, 60));
    expect((await denoise('grey', at('in.png'), at('out.png'))).stderr).toMatch(/in\.png: Expected/);
    await writeFile(at('in.npy'), writeNpy(waves([3, 4])));
    expect((await denoise('rows', at('in.npy'), at('out.npy'))).stderr).toMatch(/in\.npy: Expected samples \[samples, 5\]/);
    await writeFile(at('in.npy'), writeNpy(waves([9, 9, 2])));
    expect((await denoise('coloured', at('in.npy'), at('out.npy'))).stderr).toMatch(/in\.npy: .*3 channels/);
    expect(await readdir(folder)).not.toContain('out.png');
    expect(await readdir(folder)).not.toContain('out.npy');
  });

  it('refuses two files that would become one, and leaves what others wrote', async () => {
    await writeFile(at('in/a.jpg'), picture({}));
    expect((await denoise('grey', at('in'), at('out'))).stderr).toMatch(/would both become .*a\.png/);
    await writeFile(at('out.png'), 'a letter');
    expect((await denoise('grey', at('in.png'), at('out.png'))).stderr).toMatch(/--output: .*is there already and is not a PNG file/);
  });

  it('ends when it is interrupted, without leaving parts of files', async () => {
    const outcome = await hourglass(['denoise', join(models, 'grey'), '--input', at('in'), '--output', at('out')], AbortSignal.abort());
    expect(outcome.code).toBe(130);
    expect(outcome.stderr).toMatch(/Stopped: 0 of 1 file written/);
    expect(await readdir(folder)).not.toContain('out');
  });
});
