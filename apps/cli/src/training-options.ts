import { positive, wholePositive } from '@hourglass/core';
import { Option } from 'commander';
import * as v from 'valibot';
import { dataOption } from './data.js';
import { engineNames, engineOption } from './engines.js';
import { optimiserNames } from './optimisers.js';
import { number } from './readers.js';
import { scalerNames, scalerOption } from './scalers.js';

/** The flags of `train` that do not depend on the variant; each is a field of `--config` too, in camelCase. */
export const trainingOptions = (): Option[] => [
  dataOption(),
  new Option('--out <folder>', 'where the model, its pictures and its report go'),
  scalerOption(),
  new Option('--epochs <number>', 'passes over the data, those before a resumption counted in').argParser(number).default(25),
  new Option('--batch-size <number>', 'samples a step').argParser(number).default(128),
  new Option('--optimiser <name>', 'how the weights follow the gradients').choices(optimiserNames).default('adam'),
  new Option('--learning-rate <number>', 'size of a step; without it, the default of the optimiser').argParser(number),
  new Option('--patience <epochs>', 'end after so many epochs without a better total on a tenth kept to judge by').argParser(number),
  new Option('--seed <number>', 'where all randomness comes from').argParser(number).default(1),
  new Option('--checkpoint-every <steps>', 'save inside an epoch too, not at its end alone').argParser(number),
  engineOption(),
];

export const trainingSchema = v.strictObject({
  data: v.pipe(v.string(), v.nonEmpty('Expected a name or a path')),
  out: v.pipe(v.string(), v.nonEmpty('Expected a path')),
  scaler: v.optional(v.picklist(scalerNames)),
  epochs: wholePositive,
  batchSize: wholePositive,
  optimiser: v.picklist(optimiserNames),
  learningRate: v.optional(positive),
  patience: v.optional(wholePositive),
  seed: v.pipe(v.number(), v.safeInteger('Expected a whole number')),
  checkpointEvery: v.optional(wholePositive),
  engine: v.picklist(engineNames),
});

export type TrainingSettings = v.InferOutput<typeof trainingSchema>;
