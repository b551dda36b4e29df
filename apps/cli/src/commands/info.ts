import { toJSON } from '@hourglass/core';
import type { Command } from 'commander';
import { measureSpeed, type Speed } from '../engine-speed.js';
import { loadableEngines, loadEngine, selectEngine, type LoadableEngine } from '../engines.js';
import { count, counted, seconds, significant } from '../format.js';
import { note, present, type Io, type Result } from '../io.js';
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
      present(io, path === undefined ? await installation(io) : await savedModel(path, io), json);
    });
}

async function installation(io: Io): Promise<Result> {
  note(io, 'Training two small nets on each engine, for about a second …');
  const engines: Record<string, EngineInfo> = {};
  for (const name of loadableEngines) engines[name] = await engineInfo(name, io);
  return {
    text: [
      `hourglass ${version}, Node ${process.versions.node}`,
      'Engines, and how many images a second they train on:',
      ...Object.entries(engines).map(([name, info]) => `  ${name}: ${describe(info)}`),
      'The engine auto is the first that is available, cpu excepted.',
    ].join('\n'),
    json: { command: 'info', version, node: process.versions.node, engines },
  };
}

type EngineInfo =
  | { readonly available: true; readonly imagesPerSecond: Speed }
  | { readonly available: false; readonly reason: string };

async function engineInfo(name: LoadableEngine, io: Io): Promise<EngineInfo> {
  const outcome = await loadEngine(name, ({ message }) => note(io, `${name} runs uncompiled, and slower: ${message}`));
  if ('failure' in outcome) return { available: false, reason: outcome.failure };
  return { available: true, imagesPerSecond: await measureSpeed(outcome.engine) };
}

function describe(info: EngineInfo): string {
  if (!info.available) return `not available: ${info.reason}`;
  const { dense, convolutional } = info.imagesPerSecond;
  return `available; ${count(Math.round(dense))} through a dense net, ${count(Math.round(convolutional))} through a convolutional one`;
}

async function savedModel(path: string, io: Io): Promise<Result> {
  const { model, position, stopped, history, optimiser, batchSize, engine } = await loadRun(path, (await selectEngine('cpu', io)).engine);
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
