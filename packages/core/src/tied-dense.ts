import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';

type Layer = InstanceType<typeof layers.Layer>;

/**
 * A dense layer whose kernel is the transpose of another's: x ↦ x·Wᵀ + b. Only the bias is its own, so the tied pair has
 * about half the parameters (Vincent et al., 2010). It writes itself out as the plain `Dense` that it equals.
 */
export class TiedDense extends layers.Layer {
  static readonly className = 'Dense';
  private readonly to: Layer;
  private readonly units: number;

  /**
   * @param options.to the dense layer, built, whose kernel `[inputs, units]` is shared
   * @param options.name the layer's name
   * @param options.inputShape of one sample, where this is the first layer
   */
  constructor({ to, ...config }: { readonly to: Layer; readonly name?: string; readonly inputShape?: number[] }) {
    super(config);
    this.to = to;
    this.units = kernelOf(to).shape[0]!;
  }

  override build(): void {
    this.addWeight('bias', [this.units], 'float32', initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return [...(inputShape as Shape).slice(0, -1), this.units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs; // [batch, inputs]
    return tf.tidy(() => tf.add(tf.matMul(x as tf.Tensor2D, this.sharedKernel, false, true), this.weights[0]!.read()));
  }

  override getConfig(): ReturnType<Layer['getConfig']> {
    return { ...super.getConfig(), units: this.units, activation: 'linear', useBias: true };
  }

  /** The kernel and bias of the plain layer that this one equals, the kernel transposed: `[inputs, units]`. */
  plainWeights(): tf.Tensor[] {
    return [tf.transpose(this.sharedKernel), tf.clone(this.weights[0]!.read())];
  }

  private get sharedKernel(): tf.Tensor2D {
    return kernelOf(this.to);
  }
}

const kernelOf = (layer: Layer): tf.Tensor2D => layer.weights[0]!.read() as tf.Tensor2D;
