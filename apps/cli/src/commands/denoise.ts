import type { Denoiser } from '@hourglass/denoising';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { filesToClean, type FileToClean } from '../denoise/files.js';
import { engineOption, selectEngine, type EngineName } from '../engines.js';
import { Interrupted } from '../exit.js';
import { counted } from '../format.js';
import { withFile } from '../file-errors.js';
import { note, present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { naming } from '../naming.js';
import { loadRun } from '../saved-model.js';
import { sampleRateOf } from '../denoising-settings.js';
import { writeWhole } from '../write-whole.js';

interface Options {
  readonly input: string;
  readonly output: string;
  readonly engine: EngineName;
  readonly json?: boolean;
}

/** `hourglass denoise <model>`: cleans files of any size. */
export function addDenoise(program: Command, io: Io): void {
  program
    .command('denoise')
    .description('clean images, sound or arrays of any size with a trained model')
    .argument('<model>', 'the folder that train wrote')
    .requiredOption('--input <path>', 'a PNG, JPEG, WAV or NPY file, or a folder of them')
    .requiredOption('--output <path>', 'the file to write, or the folder, in which files keep their names')
    .addOption(engineOption())
    .addOption(jsonOption())
    .action(async (path: string, { input, output, engine: name, json = false }: Options) => {
      const { engine, title, report } = await selectEngine(name, io);
      const { model } = await loadRun(path, engine);
      const files = await filesToClean(input, output, model.recipe.inputShape);
      const sampleRate = await sampleRateOf(path);
      note(io, title);
      const notes = await io.interruptible((signal) => cleanAll(files, { model, ...(sampleRate !== undefined && { sampleRate }), signal, io }));
      model.dispose();
      const written = files.map(({ from, to }, i) => ({ from, to, notes: notes[i]! }));
      const text = written.map(({ to, notes: own }) => [to, ...own].join('; ')).join('\n');
      present(io, { text, json: { command: 'denoise', model: path, input, output, ...report(), files: written } }, json);
    });
}

interface Cleaning {
  readonly model: Denoiser;
  readonly sampleRate?: number;
  readonly signal: AbortSignal;
  readonly io: Io;
}

/** Cleans file after file. @returns what was done to each beside */
async function cleanAll(files: readonly FileToClean[], { model, signal, io, ...rate }: Cleaning): Promise<(readonly string[])[]> {
  const { stderr } = io;
  const notes: (readonly string[])[] = [];
  for (const [i, { from, to, clean }] of files.entries()) {
    let pieces = 0;
    const watched: Denoiser = {
      recipe: model.recipe,
      reconstruct: async (batch) => {
        if (signal.aborted) throw new Interrupted(`Stopped: ${i} of ${counted(files.length, 'file')} written.`);
        const cleaned = await model.reconstruct(batch);
        pieces += cleaned.shape[0]!;
        if (stderr.isTTY) stderr.write(`\r\x1b[K${i + 1}/${files.length}  ${from}  ${counted(pieces, 'piece')}`);
        return cleaned;
      },
    };
    const bytes = await withFile('--input: expected a file', from, () => readFile(from));
    const cleaned = await naming(from, () => clean(bytes, { model: watched, ...rate }));
    await writeWhole(to, cleaned.bytes);
    if (stderr.isTTY) stderr.write('\r\x1b[K');
    note(io, `${i + 1}/${files.length}  ${from} → ${to}`);
    notes.push(cleaned.notes);
  }
  return notes;
}
