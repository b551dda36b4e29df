import { writeNpy, writeWav } from '@hourglass/datasets';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hourglass, jsonOf, temporaryFolder, writeSquares } from './hourglass.fixture.js';

let folder: string;
let data: string;
let out: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  data = join(folder, 'squares.idx');
  await writeSquares(data);
});
beforeEach(async () => {
  out = join(await temporaryFolder(), 'out');
});

const trainOn = (source: string, ...more: string[]) =>
  hourglass(['train', 'denoising', '--data', source, '--out', out, '--epochs', '1', '--json', ...more]);
const train = (...more: string[]) => trainOn(data, '--filters', '2', ...more);

const recipeOf = async () => jsonOf(await hourglass(['info', out, '--json']))['recipe'] as object;
const settings = async (): Promise<Record<string, unknown>> => JSON.parse(await readFile(join(out, 'config.json'), 'utf8')) as Record<string, unknown>;

/** Some recordings of hums, at 8 kHz. */
async function writeTones(path: string, { frames = 600, sampleRate = 8000, gain = 0.5 } = {}): Promise<void> {
  const values = Float32Array.from({ length: frames }, (_, i) => gain * Math.sin(i / 5));
  await writeFile(path, writeWav({ data: values, shape: [frames] }, { sampleRate }));
}

describe('hourglass train denoising', () => {
  it.each([
    'gaussianNoise?stddev=0.3&clip=0,1',
    'masking?rate=0.3&value=0.5',
    'saltAndPepper?rate=0.2',
    'poissonNoise?peak=10',
    'blur?stddev=0.8',
    'occlusion?size=2x3&count=2',
    'patchMasking?patch=2x2&rate=0.5',
    'watermark?mark=090,999,090&opacity=0.8',
    'whiteNoise?snr=0,10',
    'clicks?rate=0.01&amplitude=0.5',
  ])('undoes %s', async (corruption) => {
    const outcome = await train('--corruption', corruption);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(jsonOf(outcome)).toMatchObject({ command: 'train denoising', stopped: 'completed' });
    expect(jsonOf(outcome)).not.toHaveProperty('uncompiled');
    const kind = corruption.split('?')[0];
    expect(await recipeOf()).toMatchObject({ kind: 'denoise', options: { corruption: { kind } }, of: { kind: 'convolutional' } });
  });

  it('applies several corruptions one after the other, and goes on with them', async () => {
    const both = ['--corruption', 'masking?rate=0.3', '--corruption', 'gaussianNoise?stddev=0.1'];
    expect((await train(...both)).code).toBe(0);
    const corruptions = [{ kind: 'masking' }, { kind: 'gaussianNoise' }];
    expect(await recipeOf()).toMatchObject({ options: { corruption: { kind: 'compose', options: { corruptions } } } });
    const resumed = await hourglass(['train', 'denoising', '--out', out, '--resume', '--epochs', '2', '--json']);
    expect(resumed.code, resumed.stderr).toBe(0);
    const other = await hourglass(['train', 'denoising', '--out', out, '--resume', '--epochs', '3', '--corruption', 'masking?rate=0.1']);
    expect(other.stderr).toMatch(/its --corruption is .*compose/);
  });

  it.each([
    ['undercomplete', ['--widths', '20', '--code-size', '4'], { kind: 'undercomplete', options: { widths: [20], codeSize: 4 } }],
    ['overcomplete-sparse', ['--sparsity', 'topK', '--k', '3', '--aux-weight', '0'], { kind: 'sparsify', options: { kind: 'topK' } }],
  ])('takes the base %s with its options', async (base, options, of) => {
    const outcome = await trainOn(data, '--corruption', 'masking?rate=0.3', '--base', base, ...options);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(await recipeOf()).toMatchObject({ kind: 'denoise', of });
  });

  it('cleans flat samples by dense layers, unless told otherwise', async () => {
    const rows = join(folder, 'rows.npy');
    await writeFile(rows, writeNpy({ data: Float32Array.from({ length: 240 }, (_, i) => 0.5 + 0.5 * Math.sin(i)), shape: [40, 6] }));
    expect((await trainOn(rows, '--code-size', '2', '--corruption', 'masking?rate=0.3')).code).toBe(0);
    expect(await recipeOf()).toMatchObject({ of: { kind: 'undercomplete' } });
  });

  it.each([
    [['--corruption', 'gaussianNoise?stddev=-1'], /--corruption: gaussianNoise: stddev: expected a number above 0/],
    [['--corruption', 'gaussianNoise?deviation=1'], /--corruption: gaussianNoise has no option "deviation"; it takes stddev, clip/],
    [['--corruption', 'fog'], /--corruption: expected one of gaussianNoise, .*; received fog/],
    [['--corruption', 'blur?stddev=9'], /--corruption: blur expects samples .* larger than 27/],
    [['--corruption', 'occlusion?size=9x9'], /--corruption: occlusion expects samples .* at least 9 × 9/],
    [['--corruption', 'hum?snr=3'], /--corruption: hum.*sampleRate/],
    [['--corruption', 'saltAndPepper?rate=0.1&range=0.2,0.8'], /--corruption: saltAndPepper expects values from 0.2 to 0.8, received data from 0 to 1/],
    [['--corruption', 'watermark?mark=09x'], /--corruption: watermark: mark\.0\.2: expected/],
    [[], /--corruption: expected one or more, such as "gaussianNoise\?stddev=0\.3"; received none/],
    [['--corruption', 'masking?rate=0.1', '--widths', '20'], /--widths: expected an option of convolutional, which takes preset, filters/],
    [['--corruption', 'masking?rate=0.1', '--filters', '2,2,2,2,2,2'], /--filters: expected at most 3/],
    [['--corruption', 'masking?rate=0.1', '--kernel-size', '9'], /--kernel-size: expected at most 8/],
  ])('%j is refused', async (options, why) => {
    const { code, stderr } = await train(...options);
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
  });
});

describe('hourglass train denoising --config', () => {
  const configured = async (config: object, ...more: string[]) => {
    const path = join(await temporaryFolder(), 'c.json');
    await writeFile(path, JSON.stringify({ variant: 'denoising', corruption: ['masking?rate=0.3'], ...config }));
    return trainOn(data, '--config', path, ...more);
  };
  const sparse = { variant: 'overcomplete-sparse', sparsity: 'topK', k: 9, auxWeight: 0 };
  const convolutional = { variant: 'convolutional', filters: [4, 3] };

  it('composes recipes: a convolutional net, made sparse, that denoises', async () => {
    const outcome = await configured({ base: { ...sparse, base: convolutional } });
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(jsonOf(outcome)).not.toHaveProperty('uncompiled');
    expect(await recipeOf()).toMatchObject({
      kind: 'denoise',
      of: { kind: 'sparsify', options: { kind: 'topK', options: { k: 9 } }, of: { kind: 'convolutional', options: { filters: [4, 3] } } },
    });
    const resumed = await hourglass(['train', 'denoising', '--out', out, '--resume', '--epochs', '2', '--json']);
    expect(resumed.code, resumed.stderr).toBe(0);
  });

  it('lets flags win over the fields of the base', async () => {
    expect((await configured({ base: convolutional }, '--filters', '2')).code).toBe(0);
    expect(await recipeOf()).toMatchObject({ of: { options: { filters: [2] } } });
  });

  it.each([
    [{ base: { ...convolutional, kernelSize: 9 } }, /base\.kernelSize in .*c\.json: expected at most 8/],
    [{ base: { ...sparse, base: { ...convolutional, filters: [] } } }, /base\.base\.filters in .*c\.json: expected at least one/],
    [{ base: { ...sparse, base: convolutional, k: 900 } }, /base\.k in .*c\.json: expected at most 12/],
    [{ base: { ...sparse, base: convolutional, codeSize: 5 } }, /base\.codeSize in .*: expected no such option beside a base/],
    [{ base: { ...convolutional, widths: [3] } }, /base\.widths in .*: expected an option of convolutional/],
    [{ base: { variant: 'denoising' } }, /base\.variant in .*: expected one of undercomplete, .*; received "denoising"/],
    [{ base: { filters: [3] } }, /base\.variant in .*: expected one of .*; received nothing/],
    [{ base: [convolutional] }, /base in .*c\.json: expected settings such as/],
    [{ corruption: 'masking?rate=0.3' }, /corruption in .*c\.json: expected one or more/],
    [{ variant: 'convolutional' }, /variant in .*c\.json: expected "denoising", received "convolutional"/],
  ])('%j is refused by the path of the field', async (config, why) => {
    const { code, stderr } = await configured(config);
    expect(stderr).toMatch(why);
    expect(code).toBe(2);
  });
});

describe('hourglass train denoising --clean', () => {
  const pairOf = async (name: string, clean: object, dirty: object): Promise<[string, string]> => {
    const folders: [string, string] = [join(folder, name, 'clean'), join(folder, name, 'dirty')];
    for (const one of folders) await mkdir(one, { recursive: true });
    await writeTones(join(folders[0], 'a.wav'), clean);
    await writeTones(join(folders[1], 'a.wav'), dirty);
    return folders;
  };

  it('learns from pairs of equal names, and keeps the rate of the sound', async () => {
    const [clean, dirty] = await pairOf('pairs', {}, { gain: 0.3 });
    await writeTones(join(clean, 'b.wav')); // which has no dirty one
    const source = `${dirty}?window=20`;
    const outcome = await trainOn(source, '--clean', clean, '--filters', '2');
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(await settings()).toMatchObject({ data: `${source}&clean=${clean}`, sampleRate: 8000 });
    expect(await recipeOf()).toMatchObject({ kind: 'convolutional' });
    const evaluated = await hourglass(['evaluate', out, '--data', `${source}&clean=${clean}`, '--json']);
    expect(evaluated.code, evaluated.stderr).toBe(0);
    const decibels = { psnr: expect.any(Number) as number, snr: expect.any(Number) as number };
    expect(jsonOf(evaluated)['quality']).toEqual({ input: decibels, reconstruction: decibels, gain: decibels });
    const resumed = await trainOn(source, '--clean', clean, '--resume');
    expect(resumed.code, resumed.stderr).toBe(0);
  });

  it('learns from two arrays of one shape', async () => {
    const [clean, dirty] = ['clean.npy', 'dirty.npy'].map((name) => join(folder, name)) as [string, string];
    const values = Float32Array.from({ length: 120 }, (_, i) => 0.5 + 0.4 * Math.sin(i));
    await writeFile(clean, writeNpy({ data: values, shape: [20, 6] }));
    await writeFile(dirty, writeNpy({ data: values.map((x) => x / 2), shape: [20, 6] }));
    expect((await trainOn(dirty, '--clean', clean, '--code-size', '2')).code).toBe(0);
    await writeFile(dirty, writeNpy({ data: values, shape: [30, 4] }));
    expect((await trainOn(dirty, '--clean', clean, '--resume')).stderr).toMatch(/expected samples of the shape of the clean ones, \[6\], received \[4\]/);
  });

  it('refuses pairs of unlike sizes, files without a clean one, and a corruption besides', async () => {
    const [clean, dirty] = await pairOf('unlike', { frames: 500 }, { frames: 400 });
    const source = `${dirty}?window=20`;
    expect((await trainOn(source, '--clean', clean)).stderr).toMatch(/a\.wav: expected the size of its clean file, 500, received 400/);
    await writeTones(join(clean, 'a.wav'), { frames: 400 });
    expect((await trainOn(source, '--clean', clean, '--corruption', 'masking?rate=0.1')).stderr).toMatch(/--corruption: expected none for pairs/);
    await writeTones(join(dirty, 'b.wav'));
    expect((await trainOn(source, '--clean', clean)).stderr).toMatch(/found no b\.wav in/);
    expect((await trainOn(source, '--clean', join(clean, 'a.wav'))).stderr).toMatch(/expected a folder/);
    expect((await trainOn(source, '--clean', join(clean, 'none'))).stderr).toMatch(/does not exist/);
  });

  it('refuses sound of several rates, and a rate that is not that of the files', async () => {
    const [clean] = await pairOf('rates', {}, {});
    expect((await trainOn(`${clean}?window=20`, '--corruption', 'hum?snr=0', '--sample-rate', '16000')).stderr).toMatch(/--sample-rate: expected 8000/);
    await writeTones(join(clean, 'b.wav'), { sampleRate: 16000 });
    expect((await trainOn(`${clean}?window=20`, '--corruption', 'hum?snr=0')).stderr).toMatch(/option sampleRate to resample/);
    const resampled = await trainOn(`${clean}?window=20&sampleRate=8000`, '--corruption', 'hum?snr=0', '--corruption', 'bandLimit?high=3000', '--filters', '2');
    expect(resampled.code, resampled.stderr).toBe(0);
    expect(await settings()).toMatchObject({ sampleRate: 8000 });
  });
});
