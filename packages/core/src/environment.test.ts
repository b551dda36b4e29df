import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkEnvironment, checkVersions } from './environment.js';
import { EnvironmentError } from './errors.js';

const execute = promisify(execFile);
const source = fileURLToPath(new URL('.', import.meta.url));
const packages = ['tfjs-core', 'tfjs-layers', 'tfjs-backend-cpu'] as const;

describe('checkEnvironment', () => {
  it.each(['cpu', 'wasm'])('accepts the backend %s and networks that were made here', async (backend) => {
    await tf.setBackend(backend);
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
    expect(() => { checkEnvironment([model]); }).not.toThrow();
    model.dispose();
  });

  it('leaves what does not look like a network to others', () => {
    expect(() => { checkEnvironment([undefined, null, 1, {}, []]); }).not.toThrow();
  });
});

describe('checkVersions', () => {
  it('accepts one version', () => {
    expect(() => { checkVersions({ core: '4.22.0', layers: '4.22.0', elsewhere: '4.22.0' }); }).not.toThrow();
  });

  it('refuses a tfjs-layers of another version than tfjs-core', () => {
    const check = (): void => { checkVersions({ core: '4.22.0', layers: '4.20.0', elsewhere: '4.22.0' }); };
    expect(check).toThrow(EnvironmentError);
    expect(check).toThrow('@tensorflow/tfjs-core 4.22.0 and @tensorflow/tfjs-layers 4.20.0.');
    expect(check).toThrow(/npm ls @tensorflow\/tfjs-core .*npm dedupe.*overrides/);
  });

  it('refuses another version than another copy of this package found', () => {
    const check = (): void => { checkVersions({ core: '4.22.0', layers: '4.22.0', elsewhere: '4.20.0' }); };
    expect(check).toThrow(EnvironmentError);
    expect(check).toThrow('tfjs-core 4.20.0 and, in this copy of @hourglass/core, 4.22.0');
  });
});

describe('checkEnvironment in an installed program', () => {
  let root: string;
  beforeAll(async () => { root = await mkdtemp(join(tmpdir(), 'hourglass-environment-')); });
  afterAll(() => rm(root, { recursive: true }));

  /** An installation with this TensorFlow.js, and one below it with copies of some of its packages. */
  async function install(name: string, copies: Partial<Record<(typeof packages)[number], string>>): Promise<string> {
    const folder = join(root, name);
    for (const [at, copied] of [[folder, {}], [join(folder, 'elsewhere'), copies]] as const)
      for (const part of packages) await installPackage(join(at, 'node_modules/@tensorflow', part), part, copied[part]);
    const seedrandom = createRequire(await packagePath('tfjs-backend-cpu')).resolve('seedrandom');
    await symlink(dirname(seedrandom), join(folder, 'elsewhere/node_modules/seedrandom'));
    return folder;
  }

  /** Runs a program there and gives what it wrote. */
  async function run(folder: string, program: string, format: 'cjs' | 'esm' = 'cjs', first?: string): Promise<string> {
    const write = async (file: string, contents: string): Promise<string> => {
      const script = `import { checkEnvironment } from './environment.js';\n${contents}`;
      const stdin = { contents: script, resolveDir: source };
      const outfile = join(folder, file);
      await build({ stdin, bundle: true, packages: 'external', platform: 'node', format, outfile });
      return outfile;
    };
    const before = first === undefined ? [] : ['--require', await write('elsewhere/first.cjs', first)];
    const main = await write(format === 'cjs' ? 'main.cjs' : 'main.mjs', program);
    const { stdout } = await execute(process.execPath, [...before, main]);
    return stdout.trim();
  }

  const report = (call: string): string => `
    try { ${call}; console.log('accepted'); } catch (error) { console.log(error.name + ': ' + error.message); }`;

  it.each(['cjs', 'esm'] as const)('accepts one copy of everything, loaded as %s', async (format) => {
    const folder = await install(`one-${format}`, {});
    const program = `
      import '@tensorflow/tfjs-backend-cpu';
      import { input, layers, model } from '@tensorflow/tfjs-layers';
      const x = input({ shape: [2] });
      ${report('checkEnvironment([model({ inputs: x, outputs: layers.dense({ units: 1 }).apply(x) })])')}`;
    expect(await run(folder, program, format)).toBe('accepted');
  });

  it('asks for a backend where none is ready', async () => {
    const folder = await install('no-backend', {});
    const output = await run(folder, report('checkEnvironment()'));
    expect(output).toMatch(/^EnvironmentError: .*backend.*await tf\.ready\(\)/);
  });

  it('refuses a backend of another version of tfjs-core', async () => {
    const folder = await install('backend', { 'tfjs-core': '4.21.0', 'tfjs-backend-cpu': '4.21.0' });
    const first = `import { setBackend } from '@tensorflow/tfjs-core';
      import '@tensorflow/tfjs-backend-cpu';
      setBackend('cpu');`;
    expect(await run(folder, report('checkEnvironment()'), 'cjs', first)).toMatch(
      /^EnvironmentError: Expected the TensorFlow\.js backend "cpu" .* version 4\.22\.0, .*another copy.*npm ls/,
    );
  });

  it('refuses a network of another copy of tfjs-layers, of the same version too', async () => {
    const folder = await install('layers', { 'tfjs-layers': '4.22.0' });
    const first = `import { layers, sequential } from '@tensorflow/tfjs-layers';
      import '@tensorflow/tfjs-backend-cpu';
      globalThis.model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });`;
    expect(await run(folder, report('checkEnvironment([model])'), 'cjs', first)).toMatch(
      /^EnvironmentError: Expected a network of the @tensorflow\/tfjs-layers .* 4\.22\.0, .*another copy.*npm ls/,
    );
  });

  it('refuses a second copy of this package that found another version', async () => {
    const folder = await install('twice', Object.fromEntries(packages.map((name) => [name, '4.21.0'])));
    const first = `import '@tensorflow/tfjs-backend-cpu'; ${report('checkEnvironment()')}`;
    expect(await run(folder, report('checkEnvironment()'), 'cjs', first)).toMatch(
      /^accepted\nEnvironmentError: .*tfjs-core 4\.21\.0 and, in this copy of @hourglass\/core, 4\.22\.0\. .*npm ls/,
    );
  });
});

const packagePath = async (name: string): Promise<string> =>
  join(await realpath(join(source, '../node_modules/@tensorflow', name)), 'package.json');

/** Links a package of this repository to a path, or puts a copy of what Node loads of it there, as of this version. */
async function installPackage(to: string, name: string, version: string | undefined): Promise<void> {
  const from = dirname(await packagePath(name));
  await mkdir(join(to, version === undefined ? '..' : 'dist'), { recursive: true });
  if (version === undefined) return symlink(from, to);
  await copyFile(join(from, 'package.json'), join(to, 'package.json'));
  const script = `dist/${name.replace('tfjs', 'tf')}.node.js`;
  const text = await readFile(join(from, script), 'utf8');
  await writeFile(join(to, script), text.replaceAll(`'${tf.version_core}'`, `'${version}'`));
}
