import { checkOptions, definePart, InvalidOptionError, sizeOf, wholePositive, type Access, type Penalty, type Recipe } from '@hourglass/core';
import * as tf from '@tensorflow/tfjs-core';
import * as v from 'valibot';
import { countIdle, createIdle } from './idle.js';
import { revive } from './revive.js';
import { rowsOfCode } from './rows-of-code.js';
import type { Sparsity } from './sparsity.js';

export interface ResampleOptions {
  /** Steps from one look for dead units to the next. */
  readonly every: number;
  /** Steps without being active in any sample, after which a unit counts as dead. Default: `every`. */
  readonly deadAfter?: number;
}

const schema = v.strictObject({ every: wholePositive, deadAfter: v.optional(wholePositive) });

/**
 * Sets dead units anew, every so many steps: each takes the direction of what the others left of one of the samples that they
 * rebuilt worst, its row of the encoder's kernel gets a fifth of the mean length of the living ones, its bias what makes it 0 at the
 * mean of the last batch, and its moments in the optimiser 0 (after Bricken et al., *Towards monosemanticity*, 2023).
 *
 * @throws InvalidOptionError on a recipe that is not an `overcomplete` of one hidden layer
 */
export const resample = definePart('resample', (options: ResampleOptions): Sparsity => {
  const { every, deadAfter = every } = checkOptions('resample', schema, options);
  return {
    kind: 'resample',
    options,
    on: (recipe) => {
      checkOneLayer(recipe);
      return {
        penalties: [watch(options, recipe)],
        between: async (step, access) => {
          if ((step + 1) % every === 0) await reviveDead(access, deadAfter);
        },
      };
    },
  };
});

function checkOneLayer(recipe: Recipe): void {
  const [size, codeSize] = [sizeOf(recipe.inputShape), sizeOf(recipe.codeShape)];
  let base = recipe;
  while (base.of) base = base.of;
  const { widths = [], tied = false } = base.options as { widths?: readonly number[]; tied?: boolean };
  if (base.kind !== 'overcomplete' || widths.length > 0 || tied)
    throw new InvalidOptionError(
      'recipe',
      `resample: expected an overcomplete recipe of one hidden layer that is not tied, whose units have directions [${codeSize}, ${size}]; ` +
        `received ${base.kind}${widths.length ? ` of widths ${widths.join(', ')}` : ''}${tied ? ', tied' : ''}. Use auxK instead.`,
    );
}

/** Counts the steps that each unit is idle, and keeps the mean of the last step's samples and what was left of them, the worst first. */
const watch = (options: ResampleOptions, { codeShape, inputShape }: Recipe): Penalty => ({
  kind: 'resample',
  options,
  create: () => {
    const [units, size] = [sizeOf(codeShape), sizeOf(inputShape)];
    const idle = createIdle(units);
    const residuals = tf.tidy(() => tf.variable<tf.Rank.R2>(tf.zeros([units, size]), false));
    const centre = tf.tidy(() => tf.variable<tf.Rank.R1>(tf.zeros([size]), false));
    return {
      trainable: {},
      state: { idle, residuals, centre },
      apply: ({ clean, code, reconstruction }, { training }) => {
        if (!training) return {};
        countIdle(idle, rowsOfCode(code));
        const left = rowsOfCode(tf.sub(clean, reconstruction)); // [batch, size]
        const batch = left.shape[0];
        const worstFirst = tf.topk(tf.sum(tf.square(left), 1), batch).indices;
        const places = tf.tensor1d(Int32Array.from({ length: units }, (_, i) => i % batch), 'int32');
        residuals.assign(tf.gather(left, tf.gather(worstFirst, places)));
        centre.assign(tf.mean(rowsOfCode(clean), 0));
        return {};
      },
    };
  },
});

/** Reads what was watched, and writes the dead units anew. */
async function reviveDead(access: Access, deadAfter: number): Promise<void> {
  const values = await access.read();
  const idle = values['penalty/resample/idle']!;
  const dead = Array.from(idle.data.keys()).filter((unit) => idle.data[unit]! >= deadAfter);
  if (dead.length > 0) await access.write(revive(values, dead));
}
