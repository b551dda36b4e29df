import * as tf from '@tensorflow/tfjs-core';

/** Keeps the values of all variables alive while a trace puts others in their place. */
export interface HeldVariables {
  /** Variables made since. */
  created(): tf.Variable[];
  /** Variables, except these, that hold something else than before. */
  assigned(except: ReadonlySet<tf.Variable>): tf.Variable[];
  /** Gives every variable its own value back, and disposes those made since. */
  restore(): void;
}

/** To be called, as `restore` is, on the backend that holds the variables. */
export function holdVariables(others: readonly tf.Variable[]): HeldVariables {
  const registered = (): tf.Variable[] => Object.values(tf.engine().registeredVariables);
  const all = new Set([...registered(), ...others]);
  const held = new Map([...all].map((variable) => [variable, tf.keep(tf.reshape(variable, variable.shape))])); // an alias; wasm copies when it clones
  const created = (): tf.Variable[] => registered().filter((variable) => !held.has(variable));
  return {
    created,
    assigned: (except) =>
      [...held.keys()].filter((variable) => variable.dataId !== held.get(variable)!.dataId && !except.has(variable)),
    restore() {
      for (const variable of created()) variable.dispose();
      for (const [variable, original] of held) {
        if (variable.dataId !== original.dataId) variable.assign(original);
        original.dispose();
      }
    },
  };
}
