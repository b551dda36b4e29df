import type { Command } from 'commander';
import { dataOption, openSplit, splitOption, type SplitName } from '../data.js';
import { engineOption, selectEngine, type EngineName } from '../engines.js';
import { note, present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { checkOutFolder } from '../out-path.js';
import { drawPictures, pictureFiles } from '../pictures.js';
import { loadRun } from '../saved-model.js';

interface Options {
  readonly data: string;
  readonly out: string;
  readonly split?: SplitName;
  readonly engine: EngineName;
  readonly json?: boolean;
}

/** `hourglass reconstruct <model>`: draws originals over their reconstructions, and the course of the terms. */
export function addReconstruct(program: Command, io: Io): void {
  program
    .command('reconstruct')
    .description('draw what a trained model makes of samples')
    .argument('<model>', 'the folder that train wrote')
    .addOption(dataOption().makeOptionMandatory())
    .requiredOption('--out <folder>', 'where the pictures go')
    .addOption(splitOption())
    .addOption(engineOption())
    .addOption(jsonOption())
    .action(async (path: string, { data: source, out, split, engine: name, json = false }: Options) => {
      await checkOutFolder(out, pictureFiles);
      const { engine, title, report } = await selectEngine(name, io);
      const run = await loadRun(path, engine);
      const data = await openSplit(run.model, { source, split });
      note(io, title);
      const files = await drawPictures(out, run, data);
      run.model.dispose();
      const text = ['Written:', ...Object.values(files).map((file: string) => `  ${file}`)].join('\n');
      present(io, { text, json: { command: 'reconstruct', model: path, data: source, ...report(), files } }, json);
    });
}
