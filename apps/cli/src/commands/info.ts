import { toJSON } from '@hourglass/core';
import type { Command } from 'commander';
import { engineReports, selectEngine } from '../engines.js';
import { counted, seconds, significant } from '../format.js';
import { present, type Io, type Result } from '../io.js';
import { jsonOption } from '../json-option.js';
import { loadRun } from '../saved-model.js';
import { version } from '../version.js';

/** `hourglass info [model]`: tells what this installation can do, or what a saved model is. */
export function addInfo(program: Command, io: Io): void {
  program
    .command('info')
    .description('tell what this installation can do, or what a trained model is')
    .argument('[model]', 'the folder that train wrote')
    .addOption(jsonOption())
    .action(async (path: string | undefined, { json = false }: { readonly json?: boolean }) => {
      present(io, path === undefined ? await installation() : await savedModel(path), json);
    });
}

async function installation(): Promise<Result> {
  const engines = await engineReports();
  const lines = Object.entries(engines).map(([name, failure]) => `  ${name}: ${failure ?? 'available'}`);
  return {
    text: [`hourglass ${version}, Node ${process.versions.node}`, 'Engines:', ...lines].join('\n'),
    json: {
      command: 'info',
      version,
      node: process.versions.node,
      engines: Object.fromEntries(
        Object.entries(engines).map(([name, failure]) => [name, failure ? { available: false, reason: failure } : { available: true }]),
      ),
    },
  };
}

async function savedModel(path: string): Promise<Result> {
  const { model, position, stopped, history, optimiser, batchSize, engine } = await loadRun(path, (await selectEngine('auto')).engine);
  const summary = model.summary();
  model.dispose();
  const last = history.epochs.at(-1);
  const learningRate = typeof optimiser.learningRate === 'number' ? optimiser.learningRate : 'by a schedule';
  const terms = (figures: Readonly<Record<string, number>>): string =>
    Object.entries(figures).map(([name, value]) => `${name} ${significant(value)}`).join(', ');
  return {
    text: [
      summary,
      `trained: ${counted(position.epoch, 'epoch')}, ${counted(position.step, 'step')} (${stopped === 'running' ? 'interrupted; --resume goes on' : stopped}) on ${engine.name}; ` +
        `${optimiser.kind}, learning rate ${learningRate}, batches of ${batchSize}, seed ${model.seed}`,
      ...(last ? [`last epoch: ${seconds(last.seconds)}`, `  train: ${terms(last.train)}`] : []),
      ...(last?.val ? [`  val: ${terms(last.val)}`] : []),
    ].join('\n'),
    json: {
      command: 'info',
      model: path,
      recipe: toJSON(model.recipe),
      parameters: model.parameterCount,
      seed: model.seed,
      optimiser: toJSON(optimiser),
      batchSize,
      engine: engine.name,
      position: { epoch: position.epoch, batch: position.batch, step: position.step },
      stopped,
      ...(last && { last }),
    },
  };
}
