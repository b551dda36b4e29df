import { onnxNode } from '@hourglass/compile/node';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contentOf, hourglass, jsonOf, temporaryFolder, writeSquares } from './hourglass.fixture.js';
import { readNpy } from './npy.js';

let base: string;
let model: string;
let codes: string;
let out: string;
const cpu = ['--engine', 'cpu'];

beforeAll(async () => {
  base = await temporaryFolder();
  [model, codes] = [join(base, 'model'), join(base, 'codes.npy')];
  const data = join(base, 'squares.idx');
  await writeSquares(data);
  const size = ['--widths', '16', '--code-size', '4', '--tied', '--epochs', '1', '--batch-size', '16'];
  expect(await hourglass(['train', 'undercomplete', '--data', data, '--out', model, ...size, ...cpu])).toMatchObject({ code: 0 });
  expect(await hourglass(['encode', model, '--data', data, '--out', codes, ...cpu])).toMatchObject({ code: 0 });
});
beforeEach(async () => {
  out = join(await temporaryFolder(), 'onnx');
});

const toOnnx = (to = out): string[] => ['export', model, '--to', 'onnx', '--out', to];
const names = ['autoencoder.onnx', 'decoder.onnx', 'encoder.onnx'];

describe('hourglass export', () => {
  it('writes files that give what the other commands give', async () => {
    expect(jsonOf(await hourglass([...toOnnx(), '--json']))).toEqual({
      command: 'export',
      model,
      to: 'onnx',
      models: {
        encoder: { inputs: { input: ['batch', 8, 8, 1] }, outputs: { code: ['batch', 4] } },
        decoder: { inputs: { code: ['batch', 4] }, outputs: { reconstruction: ['batch', 8, 8, 1] } },
        autoencoder: { inputs: { input: ['batch', 8, 8, 1] }, outputs: { reconstruction: ['batch', 8, 8, 1] } },
      },
      files: { encoder: join(out, 'encoder.onnx'), decoder: join(out, 'decoder.onnx'), autoencoder: join(out, 'autoencoder.onnx') },
    });
    expect((await readdir(out)).sort()).toEqual(names);

    const images = join(base, 'images.npy');
    expect(await hourglass(['decode', model, '--data', codes, '--out', images, ...cpu])).toMatchObject({ code: 0 });
    const session = await (await onnxNode({ threads: 1 })).load(await readFile(join(out, 'decoder.onnx')));
    const { reconstruction } = await session.run({ code: await readNpy(codes) });
    const expected = await readNpy(images);
    expect(reconstruction!.shape).toEqual(expected.shape);
    expected.data.forEach((value, i) => { expect(reconstruction!.data[i]).toBeCloseTo(value, 5); });
  });

  it('tells in words what it wrote, and writes over what it wrote before', async () => {
    await hourglass(toOnnx());
    const { code, stdout, stderr } = await hourglass(toOnnx());
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`${join(out, 'encoder.onnx')}: input [batch, 8, 8, 1] → code [batch, 4]`);
  });

  it.each(names)('refuses a folder with a %s of somebody else, and writes nothing', async (name) => {
    await mkdir(out);
    await writeFile(join(out, name), 'mine');
    const before = await contentOf(out);
    const { code, stderr } = await hourglass(toOnnx());
    expect(code).toBe(2);
    expect(stderr).toContain(`${join(out, name)} is there already, and hourglass did not write it.`);
    expect(await contentOf(out)).toEqual(before);
  });

  it('refuses a file in place of the folder, a folder without a model, and other formats, which it lists', async () => {
    expect((await hourglass(toOnnx(codes))).stderr).toContain(`${codes} is a file`);
    expect((await hourglass(['export', base, '--to', 'onnx', '--out', out])).code).toBe(2);
    const { code, stderr } = await hourglass(['export', model, '--to', 'tflite', '--out', out]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/'tflite' is invalid\. Allowed choices are onnx\./)]);
    expect((await hourglass(['export', model, '--out', out])).stderr).toContain("'--to <format>' not specified");
    expect(existsSync(out)).toBe(false);
  });
});
