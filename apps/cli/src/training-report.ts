import { baselines, type Baselines, type Evaluation, type Recipe, type Run } from '@hourglass/core';
import { join } from 'node:path';
import type { Data } from './data.js';
import type { EngineReport } from './engines.js';
import { counted, seconds, significant, table, word } from './format.js';
import { note, type Io, type Result } from './io.js';
import type { Recogniser } from './out-path.js';
import { drawPictures, pictureFiles } from './pictures.js';
import { isSettingsFile, settingsFile, type Settings } from './settings.js';
import type { Variant } from './variant.js';
import { writeWhole } from './write-whole.js';

/** How to tell the files that a training leaves from any others of their names. */
export const trainingFiles: Readonly<Record<string, Recogniser>> = {
  'config.json': isSettingsFile,
  'report.json': (bytes) => bytes.toString().startsWith('{\n  "command": "train '),
  ...pictureFiles,
};

interface Trained {
  readonly variant: Variant;
  readonly settings: Settings;
  readonly recipe: Recipe;
  readonly data: Data;
  readonly run: Run;
  readonly engine: EngineReport;
}

/** Measures a trained model beside its baselines, draws it, and writes report and pictures to its folder. */
export async function reportTraining({ variant, settings, recipe, data, run, engine }: Trained, io: Io): Promise<Result> {
  const { out, seed } = settings.training;
  const { model, history, position, stopped } = run;
  note(io, 'Measuring, beside a PCA of equal size, the mean sample and the same model untrained …');
  const train = await model.evaluate(data.train);
  const val = await model.evaluate(data.test);

  const report = join(out, 'report.json');
  const json = {
    command: `train ${variant.name}`,
    train,
    val,
    baselines: await baselines({ recipe, train: data.train, test: data.test, seed }),
    ...engine,
    parameters: model.parameterCount,
    steps: position.step,
    epochs: position.epoch,
    seconds: history.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0),
    stopped,
    seed,
    out,
    files: { checkpoint: out, config: settingsFile(out), report, ...(await drawPictures(out, run, data.test)) },
  };
  await writeWhole(report, `${JSON.stringify(json, null, 2)}\n`);
  return { json, text: describe(json, settings.training.data, io.program) };
}

interface Report {
  readonly train: Evaluation;
  readonly val: Evaluation;
  readonly baselines: Baselines;
  readonly engine: string;
  readonly steps: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly stopped: Run['stopped'];
  readonly out: string;
  readonly files: Readonly<Record<string, string>>;
}

function describe(report: Report, source: string, program: string): string {
  const { train, val, engine, steps, epochs, out, files } = report;
  const terms = Object.keys(val);
  const [place, data] = [word(out), word(source)];
  const [codes, images] = ['codes', 'images'].map((name) => word(`${out.replace(/[\\/]+$/, '')}-${name}.npy`)) as [string, string];
  return [
    `Trained ${counted(epochs, 'epoch')}, ${counted(steps, 'step')}, in ${seconds(report.seconds)} on ${engine}` +
      (report.stopped === 'early-stopping' ? '; stopped early, the best epoch put back.' : '.'),
    '',
    table([
      ['', ...terms],
      ['train', ...terms.map((term) => significant(train[term]!))],
      ['val', ...terms.map((term) => significant(val[term]!))],
    ]),
    '',
    'Mean squared error on the same validation data:',
    table([
      ['  this model', significant(val.mse)],
      ...baselineNames.map(([name, title]) => [`  ${title}`, significant(report.baselines[name].mse)]),
    ]),
    '',
    'Written:',
    ...Object.entries(files).map(([name, path]) => `  ${path}${name === 'checkpoint' ? ' (the model)' : ''}`),
    '',
    'Next:',
    `  ${program} evaluate ${place} --data ${data}`,
    `  ${program} encode ${place} --data ${data} --out ${codes}`,
    `  ${program} decode ${place} --data ${codes} --out ${images}`,
  ].join('\n');
}

const baselineNames = [
  ['pca', 'PCA, code of equal size'],
  ['mean', 'mean of the training samples'],
  ['untrained', 'this model, untrained'],
] as const;
