import { Command } from 'commander';
import { addData } from './commands/data.js';
import { addDecode } from './commands/decode.js';
import { addDenoise } from './commands/denoise.js';
import { addEncode } from './commands/encode.js';
import { addEvaluate } from './commands/evaluate.js';
import { addExport } from './commands/export.js';
import { addInfo } from './commands/info.js';
import { addPlot } from './commands/plot.js';
import { addReconstruct } from './commands/reconstruct.js';
import { addTrain } from './commands/train.js';
import { exitCodes, exitFor } from './exit.js';
import type { Io } from './io.js';
import { version } from './version.js';

/**
 * Runs the program.
 *
 * @param argv what follows its name
 * @returns the exit code; nothing is thrown
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const program = new Command('hourglass')
    .description('Trains autoencoders, measures them, and puts them to use.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(add --help to see what there is)')
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error:/, 'Error:')),
    });
  for (const add of [addTrain, addReconstruct, addEncode, addDecode, addDenoise, addEvaluate, addPlot, addExport, addData, addInfo]) add(program, io);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCodes.success;
  } catch (error) {
    return exitFor(error, io);
  }
}
