import type { Command } from 'commander';
import { dataOption, openSplit, splitNames, splitOption, type SplitName } from '../data.js';
import { engineOption, selectEngine, type EngineName } from '../engines.js';
import { significant, table } from '../format.js';
import { note, present, type Io } from '../io.js';
import { jsonOption } from '../json-option.js';
import { describeQuality, qualityOf } from '../quality.js';
import { loadRun } from '../saved-model.js';

interface Options {
  readonly data: string;
  readonly split: SplitName;
  readonly engine: EngineName;
  readonly json?: boolean;
}

/** `hourglass evaluate <model>`: measures a saved model. */
export function addEvaluate(program: Command, io: Io): void {
  program
    .command('evaluate')
    .description('measure a trained model')
    .argument('<model>', 'the folder that train wrote')
    .addOption(dataOption().makeOptionMandatory())
    .addOption(splitOption().default(splitNames[1]))
    .addOption(engineOption())
    .addOption(jsonOption())
    .action(async (path: string, { data: source, split, engine: name, json = false }: Options) => {
      const { engine, title, report } = await selectEngine(name, io);
      const { model } = await loadRun(path, engine);
      const data = await openSplit(model, { source, split });
      note(io, title);
      const evaluation = await model.evaluate(data);
      const quality = await qualityOf(model, data);
      model.dispose();
      const terms = table(Object.entries(evaluation).map(([term, value]) => [term, significant(value)]));
      const text = quality ? `${terms}\n\n${describeQuality(quality)}` : terms;
      const about = { model: path, data: source, split, samples: data.info.size, ...report() };
      present(io, { text, json: { command: 'evaluate', ...about, evaluation, ...(quality && { quality }) } }, json);
    });
}
