import type { OnnxFile } from '@hourglass/compile';
import { Option, type Command } from 'commander';
import { join } from 'node:path';
import { selectEngine } from '../engines.js';
import { shape } from '../format.js';
import { present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { checkOutFolder, type Recogniser } from '../out-path.js';
import { loadRun } from '../saved-model.js';
import { writeWhole } from '../write-whole.js';

interface Options {
  readonly to: 'onnx';
  readonly out: string;
  readonly json?: boolean;
}

/** `hourglass export <model>`: writes a trained model for other programs to run. */
export function addExport(program: Command, io: Io): void {
  program
    .command('export')
    .description('write a trained model for other programs to run')
    .argument('<model>', 'the folder that train wrote')
    .addOption(new Option('--to <format>', 'the format to write').choices(['onnx']).makeOptionMandatory())
    .requiredOption('--out <folder>', 'where encoder.onnx, decoder.onnx and autoencoder.onnx go')
    .addOption(jsonOption())
    .action(async (path: string, { to, out, json = false }: Options) => {
      const { engine } = await selectEngine('cpu', io); // which only holds the weights
      const { model } = await loadRun(path, engine);
      const { exportOnnx } = await import('@hourglass/compile');
      const exported = Object.entries(await exportOnnx(model));
      model.dispose();
      await checkOutFolder(out, Object.fromEntries(exported.map(([name]) => [`${name}.onnx`, isOurs])));
      const files: Record<string, string> = {};
      for (const [name, { bytes }] of exported) await writeWhole((files[name] = join(out, `${name}.onnx`)), bytes);
      const models = Object.fromEntries(exported.map(([name, { inputs, outputs }]) => [name, { inputs, outputs }]));
      const text = ['Written, for batches of any size:', ...exported.map(([name, file]) => `  ${files[name]!}: ${describe(file)}`)].join('\n');
      present(io, { text, json: { command: 'export', model: path, to, models, files } }, json);
    });
}

/** The producer of the file, in the second field of its bytes. */
const isOurs: Recogniser = (bytes) => bytes.toString('latin1', 0, 32).includes('\x12\x09hourglass');

const describe = ({ inputs, outputs }: OnnxFile): string => `${tensors(inputs)} → ${tensors(outputs)}`;

const tensors = (shapes: OnnxFile['inputs']): string =>
  Object.entries(shapes).map(([name, axes]) => `${name} ${shape(axes)}`).join(', ');
