import { readIdx, writeNpy } from '@hourglass/datasets';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentOf, epochsIn, hourglass, jsonOf, temporaryFolder, weightsIn, writeSquares } from './hourglass.fixture.js';
import { readNpy } from './npy.js';

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

const small = ['--widths', '16', '--code-size', '4', '--epochs', '3', '--batch-size', '16', '--engine', 'cpu'];
const train = (...more: string[]) => hourglass(['train', 'undercomplete', '--data', data, '--out', out, ...small, ...more]);

describe('hourglass train', () => {
  it('prints one JSON object as the last line of stdout, and all else to stderr', async () => {
    const outcome = await train('--json');
    expect(outcome.code).toBe(0);
    expect(outcome.stdout.trimEnd().split('\n')).toHaveLength(1);
    const figures = { reconstruction: expect.any(Number), total: expect.any(Number), mse: expect.any(Number), mae: expect.any(Number) };
    const error = { mse: expect.any(Number) };
    expect(jsonOf(outcome)).toMatchObject({
      command: 'train undercomplete',
      train: figures,
      val: figures,
      baselines: { pca: error, mean: error, untrained: error },
      engine: 'cpu',
      parameters: 64 * 16 + 16 + 16 * 4 + 4 + 4 * 16 + 16 + 16 * 64 + 64,
      steps: 12,
      epochs: 3,
      seconds: expect.any(Number),
      stopped: 'completed',
      seed: 1,
      out,
      files: { checkpoint: out, reconstructions: join(out, 'reconstructions.png'), loss: join(out, 'loss.svg') },
    });
    expect(outcome.stderr).toMatch(/Engine: cpu.*54 samples, 6 to measure with, 3 epochs of 4 steps.*epoch 3\/3/s);
  });

  it('writes every file that it names, and the object to report.json', async () => {
    const report = jsonOf(await train('--json'));
    for (const file of Object.values(report['files'] as Record<string, string>)) expect(existsSync(file), file).toBe(true);
    expect(JSON.parse(await readFile(join(out, 'report.json'), 'utf8'))).toEqual(report);
    expect((await readFile(join(out, 'reconstructions.png'))).subarray(1, 4).toString()).toBe('PNG');
    expect(await readFile(join(out, 'loss.svg'), 'utf8')).toContain('<svg');
  });

  it('learns: the validation error falls below that of the untrained model and of the mean', async () => {
    const { val, baselines } = jsonOf(await train('--json', '--epochs', '60', '--learning-rate', '0.01')) as {
      val: { mse: number };
      baselines: Record<string, { mse: number }>;
    };
    expect(val.mse).toBeLessThan(baselines['mean']!.mse);
    expect(val.mse).toBeLessThan(0.5 * baselines['untrained']!.mse);
  });

  it('ends with the files that it wrote and three commands that work', async () => {
    const { stdout } = await train();
    const commands = stdout.split('\n').filter((line) => line.startsWith('  hourglass '));
    expect(commands).toHaveLength(3);
    for (const command of commands) expect((await hourglass(command.trim().split(' ').slice(1))).code, command).toBe(0);
  });

  it('trains the same weights from the same seed, and others from another', async () => {
    const weights = async (...more: string[]) => {
      out = join(await temporaryFolder(), 'out');
      await train(...more);
      return weightsIn(out);
    };
    const first = await weights();
    expect((await weights()).equals(first)).toBe(true);
    expect((await weights('--seed', '2')).equals(first)).toBe(false);
  });

  it('takes tied kernels, a loss, another optimiser and early stopping', async () => {
    const options = ['--tied', '--loss', 'meanSquaredError', '--optimiser', 'sgd', '--patience', '1', '--activation', 'tanh'];
    const report = jsonOf(await train(...options, '--learning-rate', '1e-9', '--epochs', '50', '--json'));
    expect(report).toMatchObject({ stopped: 'early-stopping', parameters: 64 * 16 + 16 + 16 * 4 + 4 + 16 + 64 });
    expect(report['epochs']).toBeLessThan(50);
  });

  it('trains without hidden layers where widths are empty', async () => {
    expect(jsonOf(await train('--widths', '', '--json'))['parameters']).toBe(64 * 4 + 4 + 4 * 64 + 64);
  });

  it('saves the last good weights when training diverges, and exits with 2', async () => {
    const outcome = await train('--optimiser', 'sgd', '--learning-rate', '1e30', '--loss', 'meanSquaredError', '--activation', 'linear');
    expect(outcome).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^Error: .*diverged/m) });
    expect((await hourglass(['evaluate', out, '--data', data, '--engine', 'cpu'])).code).toBe(0);
  });
});

describe('hourglass train --data samples.npy', () => {
  it('learns from nine tenths, and measures as the same samples of an IDX file do', async () => {
    const expected = jsonOf(await train('--json'));
    const path = join(folder, 'squares.npy');
    const { data: bytes, shape } = await readIdx(await readFile(data));
    await writeFile(path, writeNpy({ data: bytes as Uint8Array, shape }));
    out = join(await temporaryFolder(), 'out');
    expect(jsonOf(await train('--data', path, '--json'))['val']).toEqual(expected['val']);
  });
});

describe('hourglass train --scaler', () => {
  const table = async (): Promise<string> => {
    const path = join(folder, 'table.npy');
    const rows = Float32Array.from({ length: 400 }, (_, i) => (i % 4 < 2 ? 1000 * Math.sin(i) : Math.cos(i)));
    await writeFile(path, writeNpy({ data: rows, shape: [100, 4] }));
    return path;
  };
  const tableSize = ['--widths', '', '--code-size', '3'];

  it('scales a wide table by itself, and commands give and take its own units', async () => {
    const path = await table();
    const report = jsonOf(await train('--data', path, ...tableSize, '--epochs', '200', '--learning-rate', '0.01', '--json'));
    expect(report['val']).toMatchObject({ mse: expect.any(Number) });
    expect((report['val'] as { mse: number }).mse).toBeLessThan((report['baselines'] as { mean: { mse: number } }).mean.mse / 2);
    const [codes, back] = [join(folder, 'codes.npy'), join(folder, 'back.npy')];
    expect(await hourglass(['encode', out, '--data', path, '--split', 'all', '--out', codes, '--engine', 'cpu'])).toMatchObject({ code: 0 });
    expect(await hourglass(['decode', out, '--data', codes, '--out', back, '--engine', 'cpu'])).toMatchObject({ code: 0 });
    const { data: values } = await readNpy(back);
    expect(Math.max(...values.filter((_, i) => i % 4 < 2))).toBeGreaterThan(500);
    expect(Math.max(...values.filter((_, i) => i % 4 >= 2).map(Math.abs))).toBeLessThan(5);
  });

  it.each(['none', 'min-max', 'robust', 'log'])('takes %s, keeps it in the model, and resumes with it', async (scaler) => {
    const path = await table();
    expect(await train('--data', path, ...tableSize, '--scaler', scaler)).toMatchObject({ code: 0 });
    expect(await train('--data', path, ...tableSize, '--resume', '--epochs', '5')).toMatchObject({ code: 0 });
    const { recipe } = jsonOf(await hourglass(['info', out, '--json'])) as { recipe: object };
    expect(recipe).toMatchObject(scaler === 'none' ? { kind: 'undercomplete' } : { kind: 'scaled', options: { scaler: { kind: scaler === 'min-max' ? 'minMax' : scaler } } });
    const other = await train('--data', path, ...tableSize, '--code-size', '2', '--resume', '--scaler', 'standard');
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining(`its --scaler is "${scaler === 'min-max' ? 'minMax' : scaler}", not "standard"`) });
    expect(other.stderr).toContain('its --code-size is 3');
  });

  it('leaves values from 0 to 1 as they are', async () => {
    await train();
    expect(jsonOf(await hourglass(['info', out, '--json']))['recipe']).toMatchObject({ kind: 'undercomplete' });
  });
});

describe('hourglass train --config', () => {
  const config = async (content: string): Promise<string> => {
    const path = join(await temporaryFolder(), 'config.json');
    await writeFile(path, content);
    return path;
  };

  it('takes the fields in camelCase, and flags win over them', async () => {
    const fields = { data, out, epochs: 1, batchSize: 30, codeSize: 3, widths: [5], engine: 'cpu', tied: true };
    const path = await config(JSON.stringify(fields));
    const report = jsonOf(await hourglass(['train', 'undercomplete', '--config', path, '--epochs', '2', '--json']));
    expect(report).toMatchObject({ epochs: 2, steps: 4, parameters: 64 * 5 + 5 + 5 * 3 + 3 + 5 + 64 });
  });

  it('takes the config.json of another run', async () => {
    const first = jsonOf(await train('--json'));
    const path = join(out, 'config.json');
    out = join(await temporaryFolder(), 'again');
    const second = jsonOf(await hourglass(['train', 'undercomplete', '--config', path, '--out', out, '--json']));
    expect(second['val']).toEqual(first['val']);
  });

  it.each([
    ['an unknown field', '{ "codesize": 3 }', /unknown field "codesize".*codeSize/],
    ['a value of the wrong type', '{ "epochs": "3" }', /epochs in .*config\.json: expected a whole number of 1 or more, received "3"/],
    ['a value of the wrong type for the variant', '{ "widths": 3 }', /widths/],
    ['an unknown loss', '{ "loss": "hinge" }', /loss.*hinge/],
    ['no object', '[1]', /JSON object/],
    ['no JSON', '{ epochs: 3', /not JSON/],
  ])('refuses %s', async (_, content, message) => {
    const path = await config(content);
    const outcome = await hourglass(['train', 'undercomplete', '--data', data, '--out', out, '--config', path]);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(message);
    expect(existsSync(out)).toBe(false);
  });
});

describe('hourglass train refuses, with exit code 2 and without touching anything,', () => {
  it.each([
    ['a code of size 0', ['--code-size', '0'], /^Error: --code-size: expected a whole number of 1 or more, received 0/m],
    ['a width of 0', ['--widths', '16,0'], /widths/],
    ['a width that is no number', ['--widths', '16,x'], /^Error: --widths: .*received "x"\./m],
    ['a code as large as a sample', ['--code-size', '64'], /^Error: --code-size: expected fewer than the 64.*received 64/m],
    ['an unknown activation', ['--activation', 'rely'], /activation.*rely/],
    ['an unknown option', ['--epoch', '3'], /unknown option '--epoch'/],
    ['half an epoch', ['--epochs', '0.5'], /epochs/],
    ['epochs that are no number', ['--epochs', 'ten'], /epochs/],
    ['an empty batch', ['--batch-size', '0'], /--batch-size: expected a whole number/],
    ['a negative learning rate', ['--learning-rate', '-1'], /--learning-rate: expected a number above 0, received -1/],
    ['a code size that is no number', ['--code-size', 'abc'], /^Error: --code-size: expected a whole number of 1 or more, received "abc"\./m],
    ['an unknown optimiser', ['--optimiser', 'adagrad'], /adam, adamW, sgd, rmsProp/],
    ['an unknown engine', ['--engine', 'gpu'], /auto, compiled-node, compiled-web, native, wasm, cpu/],
    ['no patience', ['--patience', '0'], /patience/],
    ['a seed with a fraction', ['--seed', '1.5'], /seed/],
    ['a missing file', ['--data', 'nowhere.idx'], /nowhere\.idx/],
    ['a missing config file', ['--config', 'nowhere.json'], /nowhere\.json/],
  ])('%s', async (_, options, message) => {
    const outcome = await train(...options);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(message);
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(out)).toBe(false);
  });

  it('a truncated file', async () => {
    const path = join(folder, 'truncated.idx');
    await writeFile(path, (await readFile(data)).subarray(0, 1000));
    const outcome = await train('--data', path);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(path);
    expect(existsSync(out)).toBe(false);
  });

  it('no data, no folder, no variant, an unknown variant, no command', async () => {
    expect(await hourglass(['train', 'undercomplete', '--out', out])).toMatchObject({ code: 2, stderr: expect.stringContaining('--data') });
    expect(await hourglass(['train', 'undercomplete', '--data', data])).toMatchObject({ code: 2, stderr: expect.stringContaining('--out') });
    expect((await hourglass(['train'])).code).toBe(2);
    expect((await hourglass(['train', 'overcomplete'])).code).toBe(2);
    expect((await hourglass([])).code).toBe(2);
  });

  it('a folder that is a file', async () => {
    await writeFile(out, 'a file');
    expect((await train()).code).toBe(2);
    expect(await readFile(out, 'utf8')).toBe('a file');
  });

  it('the engine native where it is not installed', async () => {
    const outcome = await train('--engine', 'native');
    if (outcome.code === 0) expect(outcome.stderr).toMatch('Engine: native');
    else expect(outcome).toMatchObject({ code: 2, stderr: expect.stringMatching('The engine native does not load') });
  });

  it('a folder that holds a trained model', async () => {
    await train();
    const before = await contentOf(out);
    const outcome = await train();
    expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('holds a trained model already: --resume') });
    expect(await contentOf(out)).toEqual(before);
  });
});

describe('hourglass train --resume', () => {
  it('starts anew where there is nothing, and says so', async () => {
    const outcome = await train('--resume', '--json');
    expect(outcome).toMatchObject({ code: 0, stderr: expect.stringContaining('starting anew') });
    expect(jsonOf(outcome)['steps']).toBe(12);
  });

  it('trains a finished run no further, but measures it and draws again', async () => {
    const first = jsonOf(await train('--json'));
    const weights = await weightsIn(out);
    await mkdir(join(out, 'keep'));
    await writeFile(join(out, 'loss.svg'), 'spoiled');
    const outcome = await hourglass(['train', 'undercomplete', '--out', out, '--resume', '--json']);
    expect(jsonOf(outcome)).toEqual(first);
    expect(outcome.stderr).toContain('trained already');
    expect(await weightsIn(out)).toEqual(weights);
    expect(await readFile(join(out, 'loss.svg'), 'utf8')).toContain('<svg');
  });

  it('trains further where epochs are larger, as if never stopped', async () => {
    await train();
    expect(jsonOf(await train('--resume', '--epochs', '5', '--json'))).toMatchObject({ epochs: 5, steps: 20 });
    const resumed = await weightsIn(out);
    out = join(await temporaryFolder(), 'whole');
    await train('--epochs', '5');
    expect((await weightsIn(out)).equals(resumed)).toBe(true);
  });

  it('needs no other option: the rest is as it was', async () => {
    const seeded = ['--seed', '5', '--optimiser', 'rmsProp'];
    await train(...seeded);
    const resumed = await hourglass(['train', 'undercomplete', '--out', out, '--resume', '--epochs', '4', '--json']);
    expect(jsonOf(resumed)).toMatchObject({ epochs: 4, seed: 5 });
  });

  it.each([
    ['codeSize', ['--code-size', '5'], 'its --code-size is 4, not 5'],
    ['seed', ['--seed', '2'], 'its --seed is 1, not 2'],
    ['batchSize', ['--batch-size', '8'], 'its --batch-size is 16, not 8'],
    ['optimiser', ['--optimiser', 'sgd'], 'its --optimiser is "adam", not "sgd"'],
    ['learningRate', ['--learning-rate', '0.5'], 'its --learning-rate is the default, not 0.5'],
    ['loss', ['--loss', 'meanSquaredError'], 'meanSquaredError'],
  ])('refuses another %s and names it', async (_, options, message) => {
    await train();
    const before = await contentOf(out);
    expect(await train('--resume', ...options)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(await contentOf(out)).toEqual(before);
  });

  it('refuses other data, names both, and leaves the settings as they were', async () => {
    await train();
    const before = await contentOf(out);
    const other = join(folder, 'other.idx');
    await writeSquares(other, 80);
    for (const argv of [['--data', other], ['--data', 'glyphs']]) {
      const outcome = await train('--resume', '--epochs', '5', ...argv);
      expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining(`its --data is ${JSON.stringify(data)}, not ${JSON.stringify(argv[1])}`) });
    }
    expect(await contentOf(out)).toEqual(before);
  });

  it('takes the same data by another path', async () => {
    await train();
    expect(await train('--resume', '--data', relative(process.cwd(), data))).toMatchObject({ code: 0 });
  });

  it('says where another engine goes on, whose result is not bit-equal', async () => {
    await train();
    const note = 'trained on cpu: going on with wasm, the result will not be bit-equal';
    expect((await train('--resume', '--epochs', '4')).stderr).not.toContain('bit-equal');
    expect(await train('--resume', '--epochs', '5', '--engine', 'wasm')).toMatchObject({ code: 0, stderr: expect.stringContaining(note) });
  });

  it('refuses a damaged checkpoint', async () => {
    await train();
    const latest = (await readFile(join(out, 'latest'), 'utf8')).trim();
    const weights = join(out, latest, 'weights.safetensors');
    await writeFile(weights, (await readFile(weights)).subarray(0, 100));
    expect(await train('--resume')).toMatchObject({ code: 2, stdout: '' });
  });

  it('ends after the step under way when interrupted, saves, and goes on to the same weights', async () => {
    const interruption = new AbortController();
    setTimeout(() => { interruption.abort(); }, 300);
    const argv = ['train', 'undercomplete', '--data', data, '--out', out, ...small, '--epochs', '1000000'];
    const outcome = await hourglass(argv, interruption.signal);
    expect(outcome).toMatchObject({ code: 130, stdout: '', stderr: expect.stringContaining('--resume') });
    const epochs = (await epochsIn(out)) + 2;
    await train('--resume', '--epochs', `${epochs}`);
    const resumed = await weightsIn(out);
    out = join(await temporaryFolder(), 'whole');
    await train('--epochs', `${epochs}`);
    expect((await weightsIn(out)).equals(resumed)).toBe(true);
  });
});
