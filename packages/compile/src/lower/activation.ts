import { inputOf, type DType, type Node, type Value } from '../graph.js';
import type { Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { as, onlyFloats, onlyNumbers, scalar } from './typed.js';
import { exact, unary } from './unary.js';

const clip = (onnx: OnnxWriter, x: OnnxName, [low, high]: readonly [number, number], dtype?: DType): OnnxName =>
  onnx.node('Clip', [x, scalar(onnx, low, dtype), scalar(onnx, high, dtype)]);

const leakyRelu = (onnx: OnnxWriter, x: OnnxName, alpha: number): OnnxName =>
  onnx.node('LeakyRelu', [x], { alpha: { float: alpha } });

/**
 * What a fused kernel does to its sum: its attribute `activation`, with `leakyreluAlpha` and the input `preluActivationWeights`.
 *
 * @param prelu slopes that broadcast to `x`
 */
export function activate(onnx: OnnxWriter, x: OnnxName, { kernel, attrs }: Node, prelu: OnnxName | undefined): OnnxName {
  const activation = (attrs['activation'] as string | null | undefined) ?? 'linear';
  switch (activation) {
    case 'linear':
      return x;
    case 'relu':
      return onnx.node('Relu', [x]);
    case 'relu6':
      return clip(onnx, x, [0, 6]);
    case 'elu':
      return onnx.node('Elu', [x]);
    case 'sigmoid':
      return onnx.node('Sigmoid', [x]);
    case 'leakyrelu':
      return leakyRelu(onnx, x, attrs['leakyreluAlpha'] as number);
    case 'prelu':
      return onnx.node('PRelu', [x, prelu!]);
    default:
      throw new Error(`${kernel} has an activation that TensorFlow.js 4.22 does not know: ${activation}.`);
  }
}

/** The input of this name, if the node has it: fused kernels leave `bias` and others out. */
export const optionalInput = (node: Node, name: string): Value | undefined => node.inputs[node.inputNames.indexOf(name)];

/** The bounds of whole numbers are truncated, as what TensorFlow.js clips by them is; infinite ones are as far away as can be. */
const clipByValue = exact((onnx, x, node) => {
  const { dtype } = inputOf(node, 'x');
  const bound = (name: string) => {
    const value = node.attrs[name] as number;
    return dtype === 'int32' ? Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, value)) : value;
  };
  return clip(onnx, x, [bound('clipValueMin'), bound('clipValueMax')], dtype);
});

export const activationLowerings: Lowerings = {
  ...onlyNumbers({
    Relu: exact((onnx, x) => onnx.node('Relu', [x])),
    Relu6: exact((onnx, x, node) => clip(onnx, x, [0, 6], inputOf(node, 'x').dtype)),
    ClipByValue: clipByValue,
  }),
  Elu: unary((onnx, x) => onnx.node('Elu', [x])),
  ...onlyFloats({
    /** dy · (min(y, 0) + 1), where y = elu(x). */
    EluGrad: (node, onnx) => {
      const below = onnx.node('Min', [onnx.name(inputOf(node, 'y')), scalar(onnx, 0)]);
      return onnx.node('Mul', [onnx.name(inputOf(node, 'dy')), onnx.node('Add', [below, scalar(onnx, 1)])]);
    },
  }),
  Selu: unary((onnx, x) => onnx.node('Selu', [x])),
  LeakyRelu: unary((onnx, x, { attrs }) => leakyRelu(onnx, x, attrs['alpha'] as number)),
  Prelu: (node, onnx) => onnx.node('PRelu', [as(onnx, inputOf(node, 'x'), 'float32'), as(onnx, inputOf(node, 'alpha'), 'float32')]),
  Sigmoid: unary((onnx, x) => onnx.node('Sigmoid', [x])),
  Softplus: unary((onnx, x) => onnx.node('Softplus', [x])),
};
