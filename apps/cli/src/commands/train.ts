import { createAutoencoder, DivergedError, load, save, train, type Engine, type Recipe, type Run } from '@hourglass/core';
import { folder } from '@hourglass/core/node';
import { live } from '@hourglass/latent-vis';
import { Option, type Command } from 'commander';
import { openData, type Data } from '../data.js';
import { selectEngine } from '../engines.js';
import { Interrupted } from '../exit.js';
import { count, counted, shape, word } from '../format.js';
import { note, present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { createOptimiser } from '../optimisers.js';
import { checkOutFolder } from '../out-path.js';
import { parts } from '../parts.js';
import { drawPictures } from '../pictures.js';
import { showProgress } from '../progress.js';
import { checkSameData, checkSameRun, engineOf, refuseToOverwrite } from '../resumption.js';
import { scaledRecipe } from '../scalers.js';
import { pairedSettings, ratedSettings } from '../denoising-settings.js';
import { settingsFile, settle, writtenSettings, type Settings } from '../settings.js';
import { trainingOptions } from '../training-options.js';
import { reportTraining, trainingFiles } from '../training-report.js';
import { namingOptions } from '../typed-names.js';
import type { Variant } from '../variant.js';
import { variants } from '../variants.js';
import { writeWhole } from '../write-whole.js';

/** `hourglass train <variant>`: trains, measures, draws, and leaves it all in a folder. */
export function addTrain(program: Command, io: Io): void {
  const command = program.command('train').description('train an autoencoder, measure it and draw what it makes');
  for (const variant of variants) {
    const sub = command.command(variant.name).description(variant.description);
    const common = [
      new Option('--resume', 'go on with the run in --out, where there is one'),
      new Option('--config <file>', 'a JSON file with any of these options, in camelCase; flags win over it'),
      jsonOption(),
    ];
    for (const option of [...trainingOptions(), ...variant.options, ...common]) sub.addOption(option);
    sub.action(() => trainVariant(variant, sub, io));
  }
}

async function trainVariant(variant: Variant, command: Command, io: Io): Promise<void> {
  const { resume = false, json = false } = command.opts<{ resume?: boolean; json?: boolean }>();
  const settled = pairedSettings(await settle(command, variant));
  const { training } = settled;
  await checkOutFolder(training.out, {});
  const storage = folder(training.out);
  const saved = await storage.read();
  const isSaved = saved !== undefined;
  if (isSaved && !resume) refuseToOverwrite(training.out);
  if (isSaved) checkSameData(settled);
  else await checkOutFolder(training.out, trainingFiles);
  if (!isSaved && resume) note(io, `${training.out} holds no trained model yet: starting anew.`);

  const data = await openData(training.data, { seed: training.seed, stopsEarly: training.patience !== undefined });
  const settings = ratedSettings(settled, data.train.info, variant.options.some(({ long }) => long === '--sample-rate'));
  const recipe = await scaledRecipe(training.scaler, data.train, (info) =>
    namingOptions(settings.typed, () => variant.recipe(settings.variant, info)),
  );
  const { engine, title, report } = await selectEngine(training.engine, io, saved && engineOf(saved));
  const resumed = isSaved ? await load(storage, { parts, engine }) : undefined;
  if (resumed) checkSameRun(resumed, recipe, settings);
  await writeWhole(settingsFile(training.out), writtenSettings(settings));
  note(io, title);

  const run = await trainOrRest({ settings, recipe, data, engine, resumed }, io);
  if (run.stopped === 'aborted')
    throw new Interrupted(
      `Stopped at step ${run.position.step}; what was learned is saved in ${training.out}. Go on with:\n` +
        `  ${io.program} train ${variant.name} --out ${word(training.out)} --resume`,
    );
  present(io, await reportTraining({ variant, settings, recipe, data, run, engine: report() }, io), json);
  run.model.dispose();
}

interface Plan {
  readonly settings: Settings;
  readonly recipe: Recipe;
  readonly data: Data;
  readonly engine: Engine;
  readonly resumed: Run | undefined;
}

/** Trains, unless the run to resume has come to its end already. */
async function trainOrRest({ settings, recipe, data, engine, resumed }: Plan, io: Io): Promise<Run> {
  const { out, epochs, batchSize, seed, optimiser, learningRate, patience, checkpointEvery } = settings.training;
  if (resumed?.stopped === 'early-stopping' || (resumed && resumed.position.epoch >= epochs)) {
    const why = resumed.stopped === 'early-stopping' ? 'it stopped early' : `--epochs above ${resumed.position.epoch} trains it further`;
    note(io, `${out} is trained already, for ${counted(resumed.position.epoch, 'epoch')} (${why}): measuring it again.`);
    return resumed;
  }
  const model = resumed?.model ?? createAutoencoder(recipe, { seed, engine });
  note(
    io,
    `${resumed ? `Going on from step ${resumed.position.step} with` : 'Training'} ${recipe.kind} ` +
      `${shape(recipe.inputShape)} → code ${shape(recipe.codeShape)} (${count(model.parameterCount)} parameters) on ${data.name}: ` +
      `${counted(data.train.info.size!, 'sample')}, ${count(data.test.info.size!)} to measure with, ` +
      `${counted(epochs, 'epoch')} of ${counted(Math.ceil(data.train.info.size! / batchSize), 'step')}, ${optimiser}, seed ${seed} → ${out}`,
  );

  if (resumed && resumed.engine.name !== engine.name)
    note(io, `So far it was trained on ${resumed.engine.name}: going on with ${engine.name}, the result will not be bit-equal.`);

  const storage = folder(out);
  const progress = showProgress(io.stderr);
  const records = [...(resumed?.history.epochs ?? [])];
  const redraw = live(() => drawPictures(out, { model, history: { reduction: recipe.loss.reduction, epochs: records } }, data.test));
  try {
    return await io.interruptible((signal) => {
      signal.addEventListener('abort', () => note(io, '\nStopping after this step; once more to stop at once.'));
      return train(model, data.train, {
        ...(resumed ? { resume: resumed } : { optimiser: createOptimiser(optimiser, learningRate), batchSize }),
        epochs,
        validation: data.validation,
        checkpoint: { to: storage, ...(checkpointEvery && { everySteps: checkpointEvery }) },
        ...(patience && { earlyStopping: { patience } }),
        onProgress: (now) => {
          progress.update(now);
          if (now.record) records.push(now.record);
          return redraw(now);
        },
        signal,
      });
    });
  } catch (error) {
    if (DivergedError.isInstance(error)) await save(error.run, storage);
    throw error;
  } finally {
    progress.end();
  }
}
