import type { ForwardDefinition, PreparedForward } from '@hourglass/core';
import type * as tf from '@tensorflow/tfjs-core';
import { hostTensors } from './compiled-step.js';
import { programs } from './program.js';
import type { HostTensor, Runtime } from './runtime.js';

/** A function that learns nothing, as one ONNX graph for each shape of its inputs. */
export function compiledForward(definition: ForwardDefinition, runtime: Runtime): PreparedForward {
  const known = programs(definition, runtime);
  const current = currentValues(definition.variables);
  return {
    async run(inputs, moment = { draw: 0, step: 0 }) {
      const values = await current();
      const program = await known.for(inputs);
      const outputs = await program.run({ ...inputs, ...values }, moment);
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { data, shape }]) => [name, { data: data as Float32Array, shape }]),
      );
    },
    dispose: () => void known.release(),
  };
}

/** The values of variables on the host, copied again where one was assigned since. */
function currentValues(variables: ForwardDefinition['variables']): () => Promise<Record<string, HostTensor>> {
  const seen = new Map<string, tf.DataId>();
  const values: Record<string, HostTensor> = {};
  return async () => {
    const changed = Object.entries(variables).filter(([name, variable]) => seen.get(name) !== variable.dataId);
    Object.assign(values, await hostTensors(Object.fromEntries(changed)));
    for (const [name, variable] of changed) seen.set(name, variable.dataId);
    return values;
  };
}
