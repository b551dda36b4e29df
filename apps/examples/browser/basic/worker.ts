import { adam, baselines, createAutoencoder, load, save, train, type Autoencoder, type EpochRecord, type Run } from '@hourglass/core';
import { indexedDb } from '@hourglass/core/browser';
import { glyphs } from '@hourglass/datasets';
import { reconstructionRows } from '@hourglass/latent-vis';
import { undercomplete } from '@hourglass/undercomplete';
import type { Report, Request, View } from './messages.js';
import { startEngine } from './start-engine.js';

const digits = glyphs({ split: 'train', count: 3000 });
const unseen = glyphs({ split: 'test', count: 300 });
const storage = indexedDb('examples/basic');

let model: Autoencoder | undefined;
let stop = new AbortController();

const report = (message: Report): void => postMessage(message);

const { engine, title } = await startEngine(({ message }) => report({ kind: 'engine', title: `wasm; this model is not compiled: ${message}` }));
report({ kind: 'engine', title });
const narrow = undercomplete({ inputShape: digits.info.inputShape, codeSize: 1 });
const { mse: meanImageError } = (await baselines({ recipe: narrow, train: digits, test: unseen })).mean;

/** Trains a new model, tells the page how it comes on, and keeps it in the browser. */
async function learn(codeSize: number, epochs: number): Promise<void> {
  const { signal } = (stop = new AbortController());
  const learner = createModel(codeSize);
  const firstError = await errorOf(learner);
  await show(learner, [], { firstError });

  const records: EpochRecord[] = [];
  let shown = Promise.resolve();
  const run = await train(learner, digits, {
    epochs,
    optimiser: adam({ learningRate: 0.003 }),
    validation: unseen,
    signal,
    onProgress: ({ epoch, batch, batches = batch, record }) => {
      report({ kind: 'step', epoch, epochs, share: (epoch - 1 + batch / batches) / epochs });
      if (!record) return;
      records.push(record);
      const soFar = [...records];
      shown = shown.then(() => showTrained(learner, soFar, firstError));
    },
  });
  await shown;
  if (run.position.step > 0) await showTrained(learner, run.history.epochs, firstError);
  const saved = await keep(run);
  report({ kind: 'done', stopped: run.stopped, saved });
}

/** Brings back the last run that was kept. */
async function restore(): Promise<void> {
  const run = await load(storage, { parts: [undercomplete, adam], engine });
  await showTrained(replaceModel(run.model), run.history.epochs);
  report({ kind: 'done', stopped: run.stopped, saved: true });
}

async function showTrained(shown: Autoencoder, epochs: readonly EpochRecord[], firstError?: number): Promise<void> {
  await show(shown, epochs, { error: await errorOf(shown), ...(firstError !== undefined && { firstError }) });
}

async function show(shown: Autoencoder, epochs: readonly EpochRecord[], errors: Pick<View, 'error' | 'firstError'>): Promise<void> {
  const codeSize = shown.recipe.codeShape[0]!;
  const rows = await reconstructionRows(shown, unseen);
  const history = { reduction: shown.recipe.loss.reduction, epochs };
  report({ kind: 'view', view: { codeSize, rows, history, ...errors, meanImageError } });
}

const errorOf = async (measured: Autoencoder): Promise<number> => (await measured.evaluate(unseen)).mse;

const createModel = (codeSize: number): Autoencoder =>
  replaceModel(createAutoencoder(undercomplete({ inputShape: digits.info.inputShape, widths: [128], codeSize }), { engine }));

function replaceModel(next: Autoencoder): Autoencoder {
  model?.dispose();
  model = next;
  return next;
}

/** A browser that refuses to store anything must not spoil what was learned. */
const keep = (run: Run): Promise<boolean> =>
  save(run, storage).then(
    () => true,
    () => false,
  );

const answer = (request: Request): Promise<void> | void => {
  if (request.kind === 'train') return learn(request.codeSize, request.epochs);
  if (request.kind === 'load') return restore();
  stop.abort();
};

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  Promise.resolve(answer(data)).catch((error: unknown) => report({ kind: 'failed', message: (error as Error).message }));
});
const untrained = createModel(16);
await show(untrained, [], { firstError: await errorOf(untrained) });
const files = await storage.read().catch(() => undefined);
report({ kind: 'ready', hasSavedRun: files !== undefined });
