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
  const held = new Map([...all].map((variable) => [variable, tf.keep(tf.clone(variable))])); // an alias, no copy
  const created = (): tf.Variable[] => registered().filter((variable) => !held.has(variable));
  return {
    created,
    assigned: (except) =>
      [...held].filter(([variable, { dataId }]) => variable.dataId !== dataId && !except.has(variable)).map(([variable]) => variable),
    restore() {
      for (const variable of created()) variable.dispose();
      for (const [variable, original] of held) {
        if (variable.dataId !== original.dataId) variable.assign(original);
        original.dispose();
      }
    },
  };
}
