import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs a synchronous function on a backend that is ready, then puts back the one that was set, whatever happens. Tensors
 * stay where they are. (`setBackend` is declared async; for a backend that is ready it has done its work when it returns.)
 */
export function onBackend<Result>(name: string, run: () => Result): Result {
  tf.backend(); // sets one, where none is yet
  const before = tf.getBackend();
  void tf.setBackend(name);
  try {
    return run();
  } finally {
    void tf.setBackend(before);
  }
}
