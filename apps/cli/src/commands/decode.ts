import { InvalidDataError, sameShape } from '@hourglass/core';
import type { Command } from 'commander';
import { engineOption, selectEngine, type EngineName } from '../engines.js';
import { shape } from '../format.js';
import { note, present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { naming } from '../naming.js';
import { readNpy, writeNpy } from '../npy.js';
import { checkOutFile } from '../out-path.js';
import { loadRun } from '../saved-model.js';

interface Options {
  readonly data: string;
  readonly out: string;
  readonly engine: EngineName;
  readonly json?: boolean;
}

/** `hourglass decode <model>`: writes what the decoder makes of codes. */
export function addDecode(program: Command, io: Io): void {
  program
    .command('decode')
    .description('write what a trained model makes of codes, as NPY')
    .argument('<model>', 'the folder that train wrote')
    .requiredOption('--data <file>', 'an NPY file of codes: [samples, ...code]')
    .requiredOption('--out <file>', 'the NPY file to write: float32 [samples, ...sample]')
    .addOption(engineOption())
    .addOption(jsonOption())
    .action(async (path: string, { data: source, out, engine: name, json = false }: Options) => {
      await checkOutFile(out, [source]);
      const codes = await readNpy(source);
      const { engine, title, report } = await selectEngine(name, io);
      const { model } = await loadRun(path, engine);
      const { codeShape } = model.recipe;
      if (!sameShape(codes.shape.slice(1), codeShape) || codes.data.length === 0)
        throw new InvalidDataError(
          `${source}: expected codes of shape [samples, ${codeShape.join(', ')}], as ${path} makes them, received ${shape(codes.shape)}. ` +
            'Give what encode wrote with this model.',
        );
      note(io, title);
      const images = await naming(source, () => model.decode(codes));
      model.dispose();
      await writeNpy(out, images);
      const text = `${out}: reconstructions ${shape(images.shape)}`;
      const about = { model: path, data: source, shape: images.shape, ...report() };
      present(io, { text, json: { command: 'decode', ...about, files: { images: out } } }, json);
    });
}
