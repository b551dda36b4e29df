import * as tf from '@tensorflow/tfjs-core';

/** Steps since each unit was last active, to begin with 0: `[units]`. */
export const createIdle = (units: number): tf.Variable => tf.tidy(() => tf.variable(tf.zeros([units]), false));

/**
 * One more step for units that are 0 in the whole batch, 0 for the others.
 *
 * @param code `[batch, units]`
 */
export function countIdle(idle: tf.Variable, code: tf.Tensor2D): void {
  const active = tf.max(tf.abs(tf.sign(code)), 0); // 1 where any sample has it
  idle.assign(tf.mul(tf.add(idle, 1), tf.sub(1, active)));
}
