import { eager, type Engine, type PreparedForward, type PreparedStep } from '@hourglass/core';
import { compiledForward } from './compiled-forward.js';
import { compiledStep } from './compiled-step.js';
import { UnloweredKernelError } from './onnx/unlowered-kernel-error.js';
import type { Runtime } from './runtime.js';
import { UntraceableError } from './trace/untraceable-error.js';
import { UncompilableError } from './uncompilable-error.js';

export interface CompiledOptions {
  /** What runs the graphs: `await onnxNode()` of `@hourglass/compile/node`, or `await onnxWeb()` of `@hourglass/compile/web`. */
  readonly runtime: Runtime;
  /** Told once why a model cannot be compiled and runs as TensorFlow.js runs it. Default: a warning on the console. */
  readonly onFallback?: (reason: Error) => void;
}

/**
 * The engine that traces a training step once and runs it as one ONNX graph, with the optimiser fused over flat memory.
 * A model that cannot be compiled runs on TensorFlow.js's current backend instead, with one warning, never with a wrong
 * result.
 */
export function compiled({ runtime, onFallback = warn }: CompiledOptions): Engine {
  let told = false;
  /** Goes over to the eager engine where the reason is one that it does not share. */
  const fallBack = (reason: unknown): Engine => {
    if (!isFallback(reason)) throw reason;
    if (!told) onFallback(reason);
    told = true;
    return eager();
  };

  return {
    name: runtime.name,

    async prepareStep(definition) {
      let step: PreparedStep;
      try {
        step = await compiledStep(definition, runtime);
      } catch (reason) {
        return fallBack(reason).prepareStep(definition);
      }
      let mayFallBack = true;
      const run: PreparedStep['run'] = async (batch, number) => {
        try {
          return await step.run(batch, number);
        } catch (reason) {
          if (!mayFallBack) throw reason;
          mayFallBack = false;
          const slow = await fallBack(reason).prepareStep(definition);
          await slow.write(await step.read());
          await step.dispose();
          step = slow;
          return step.run(batch, number);
        }
      };
      return {
        run,
        read: () => step.read(),
        write: (values) => step.write(values),
        dispose: () => step.dispose(),
        get choices() {
          return step.choices ?? {};
        },
      };
    },

    async prepareForward(definition) {
      let forward = compiledForward(definition, runtime);
      let mayFallBack = true;
      const run: PreparedForward['run'] = async (inputs, moment) => {
        try {
          return await forward.run(inputs, moment);
        } catch (reason) {
          if (!mayFallBack) throw reason;
          mayFallBack = false;
          const slow = await fallBack(reason).prepareForward(definition);
          forward.dispose();
          forward = slow;
          return forward.run(inputs, moment);
        }
      };
      return { run, dispose: () => { forward.dispose(); } };
    },
  };
}

const isFallback = (reason: unknown): reason is Error =>
  UntraceableError.isInstance(reason) || UnloweredKernelError.isInstance(reason) || UncompilableError.isInstance(reason);

const warn = (reason: Error): void => {
  console.warn(`Hourglass: this model runs uncompiled, and slower. ${reason.message}`);
};
