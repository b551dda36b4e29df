import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packages, root } from '../conventions/repository.js';
import { packAll, temporaryFolder } from './pack.js';

const folder = temporaryFolder();
const entries = packages.flatMap((found) => found.entries.map(({ name }) => name));
/** The testing kit runs inside vitest, which refuses to be required. */
const required = entries.filter((name) => name !== '@hourglass/testing');
const surface = JSON.parse(readFileSync(join(root, 'tests/conventions/surface.json'), 'utf8')) as Record<
  string,
  { readonly values: readonly string[] }
>;

/** Runs a command in the folder; an error shows what the command printed. */
function run(command: string, ...parameters: string[]): string {
  const shell = process.platform === 'win32';
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd: folder, encoding: 'utf8', shell });
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** Runs a script in the folder; it prints JSON. */
function runScript(file: string, lines: readonly string[]): unknown {
  writeFileSync(join(folder, file), lines.join('\n'));
  return JSON.parse(run(process.execPath, file));
}

beforeAll(() => {
  const tarballs = packAll(folder);
  const dependencies = {
    ...Object.fromEntries([...tarballs].map(([name, path]) => [name, `file:${path}`])),
    '@tensorflow/tfjs-core': '4.22.0',
    '@tensorflow/tfjs-layers': '4.22.0',
    '@tensorflow/tfjs-backend-cpu': '4.22.0',
    vitest: '4.1.12',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, dependencies }));
  run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error');
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

const names = (entry: string) => surface[entry]?.values ?? [];

describe('the packed packages, installed in an empty folder', () => {
  it('give an ES module what the sources export', () => {
    const imports = entries.map((name, i) => `import * as entry${i} from '${name}';`);
    const listed = entries.map((name, i) => `'${name}': Object.keys(entry${i})`);
    const loaded = runScript('consumer.mjs', [...imports, `console.log(JSON.stringify({ ${listed.join(', ')} }));`]);
    expect(loaded).toEqual(Object.fromEntries(entries.map((name) => [name, names(name)])));
  });

  it('give CommonJS what the sources export', () => {
    const listed = required.map((name) => `'${name}': Object.keys(require('${name}')).sort()`);
    const loaded = runScript('consumer.cjs', [`console.log(JSON.stringify({ ${listed.join(', ')} }));`]);
    expect(loaded).toEqual(Object.fromEntries(required.map((name) => [name, names(name)])));
  });

  it('share errors between their two builds', () => {
    const loaded = runScript('errors.mjs', [
      "import { createRequire } from 'node:module';",
      "import { HourglassError, createSeed } from '@hourglass/core';",
      "const core = createRequire(import.meta.url)('@hourglass/core');",
      "console.log(JSON.stringify(HourglassError.isInstance(new core.InvalidDataError('x'))));",
    ]);
    expect(loaded).toBe(true);
  });

  it.each(['node16', 'bundler'])('type-check under moduleResolution %s', (resolution) => {
    writeFileSync(
      join(folder, 'consumer.ts'),
      [
        ...entries.map((name, i) => `import * as entry${i} from '${name}';`),
        `export const entries = [${entries.map((_, i) => `entry${i}`).join(', ')}];`,
        "import { createSeed, type Recipe, type Seed } from '@hourglass/core';",
        'export const seed: Seed = createSeed(1);',
        'export const codeShape = (recipe: Recipe): readonly number[] => recipe.codeShape;',
        '// @ts-expect-error a seed is a number',
        "createSeed('1');",
      ].join('\n'),
    );
    const module = resolution === 'node16' ? 'node16' : 'esnext';
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          target: 'es2022',
          module,
          moduleResolution: resolution,
          skipLibCheck: true, // the types of TensorFlow.js need it
          lib: ['es2023', 'dom'],
          types: [],
        },
        files: ['consumer.ts'],
      }),
    );
    run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', folder);
  });
});

describe('the compiled engine of the packed packages', () => {
  /** Trains a step on a runtime; gives the name of its engine, or the message of what it throws. */
  const trained = (file: string, runtime: 'onnxNode' | 'onnxWeb'): string => {
    const entry = `@hourglass/compile/${runtime === 'onnxNode' ? 'node' : 'web'}`;
    const modules = ['@hourglass/compile', entry, '@hourglass/core', '@hourglass/undercomplete', '@tensorflow/tfjs-core'];
    const names = ['{ compiled }', `{ ${runtime} }`, '{ createAutoencoder, fromSamples, train }', '{ undercomplete }', 'tf'];
    const isModule = file.endsWith('.mjs');
    const load = (name: string, from: string): string =>
      isModule ? `import ${name === 'tf' ? '* as tf' : name} from '${from}';` : `const ${name} = require('${from}');`;
    return runScript(file, [
      isModule ? "import '@tensorflow/tfjs-backend-cpu';" : "require('@tensorflow/tfjs-backend-cpu');",
      ...modules.map((from, i) => load(names[i]!, from)),
      'const run = async () => {',
      "  await tf.setBackend('cpu');",
      `  const engine = compiled({ runtime: await ${runtime}(), onFallback: (reason) => { throw reason; } });`,
      '  const model = createAutoencoder(undercomplete({ inputShape: [3], codeSize: 1 }), { engine });',
      '  const clean = { data: Float32Array.of(0, 0.5, 1), shape: [1, 3] };',
      '  return (await train(model, fromSamples({ clean }), { epochs: 1 })).engine.name;',
      '};',
      'run().catch(({ message }) => message).then((said) => console.log(JSON.stringify(said)));',
    ]) as string;
  };

  it.each(['web.mjs', 'web.cjs'])('trains on onnxruntime-web, which is installed with it (%s)', (file) => {
    expect(trained(file, 'onnxWeb')).toBe('compiled-web');
  });

  it.skipIf(process.platform === 'win32')(
    'says that onnxruntime-node is not installed, and how to, which works; and says when its binary does not load',
    () => {
      const said = trained('node.mjs', 'onnxNode');
      expect(said).toMatch(/^onnxruntime-node is not installed; install it with /);
      expect(trained('node.cjs', 'onnxNode')).toBe(said);
      const [command] = /ONNXRUNTIME_NODE_INSTALL=skip npm i onnxruntime-node$/m.exec(said)!;
      run('sh', '-c', `${command} --prefer-offline --no-audit --no-fund --loglevel=error`);
      for (const file of ['node.mjs', 'node.cjs']) expect(trained(file, 'onnxNode')).toBe('compiled-node');

      const binary = `bin/napi-v6/${process.platform}/${process.arch}/onnxruntime_binding.node`;
      writeFileSync(join(folder, 'node_modules/onnxruntime-node', binary), 'spoiled');
      expect(trained('node.mjs', 'onnxNode')).toMatch(/^onnxruntime-node is installed, but does not load \(.+\); install it anew with /);
    },
    300_000,
  );
});

describe('UMAP of the packed packages', () => {
  it.each(['umap.mjs', 'umap.cjs'])('runs in a worker, and lets the process end (%s)', (file) => {
    const isModule = file.endsWith('.mjs');
    const points = runScript(file, [
      isModule ? "import { projectUmap } from '@hourglass/latent-vis';" : "const { projectUmap } = require('@hourglass/latent-vis');",
      'const codes = { data: Float32Array.from({ length: 90 }, (_, i) => Math.sin(i * i)), shape: [30, 3] };',
      'projectUmap({ codes }).then(({ points }) => console.log(JSON.stringify(Array.from(points.data))));',
    ]) as number[];
    expect(points).toHaveLength(60);
    expect(new Set(points).size).toBe(60);
  });
});
