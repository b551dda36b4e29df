import type { DType, Node, Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { elementType, type ElementType } from '../onnx/element-type.js';
import { UnloweredKernelError } from '../onnx/unlowered-kernel-error.js';

/** A constant of one element without axes. */
export const scalar = (onnx: OnnxWriter, value: number, dtype: DType = 'float32'): OnnxName =>
  onnx.constant(dtype === 'float32' ? Float32Array.of(value) : dtype === 'int32' ? Int32Array.of(value) : Uint8Array.of(value), [], dtype);

const convert = (onnx: OnnxWriter, name: OnnxName, to: ElementType) => onnx.node('Cast', [name], { to: elementType[to] });

/** The tensor as another type of element; towards whole numbers it truncates and turns NaN and infinities into 0, as JavaScript does. */
export function cast(onnx: OnnxWriter, name: OnnxName, from: ElementType, to: ElementType): OnnxName {
  if (from === to) return name;
  if (to !== 'int32' || (from !== 'float32' && from !== 'double')) return convert(onnx, name, to);
  const isFinite = onnx.node('Not', [onnx.node('IsNaN', [onnx.node('Sub', [name, name])])]);
  return convert(onnx, onnx.node('Where', [isFinite, name, from === 'double' ? convert(onnx, scalar(onnx, 0), from) : scalar(onnx, 0)]), to);
}

/** A value of the graph as this type of element. */
export const as = (onnx: OnnxWriter, value: Value, dtype: ElementType): OnnxName => cast(onnx, onnx.name(value), value.dtype, dtype);

/** Lowerings that throw an UnloweredKernelError where a use of their kernel is described. */
function refusing(useOf: (node: Node) => string | undefined, lowerings: Lowerings): Lowerings {
  const checked = ([kernel, lowering]: [string, Lowering]): [string, Lowering] => [
    kernel,
    (node, onnx) => {
      const use = useOf(node);
      if (use !== undefined) throw new UnloweredKernelError(kernel, use);
      return lowering(node, onnx);
    },
  ];
  return Object.fromEntries(Object.entries(lowerings).map(checked));
}

/** Lowerings that refuse inputs of other types, for which TensorFlow.js computes something else. */
export const only = (types: readonly DType[], lowerings: Lowerings): Lowerings =>
  refusing(({ inputs }) => {
    const other = inputs.find(({ dtype }) => !types.includes(dtype));
    return other && `of ${other.dtype}`;
  }, lowerings);

/** Lowerings that refuse to make something of nothing. */
export const onlyElements = (lowerings: Lowerings): Lowerings =>
  refusing(({ inputs }) => (inputs.some(({ shape }) => shape.includes(0)) ? 'of tensors without elements' : undefined), lowerings);

export const onlyFloats = (lowerings: Lowerings): Lowerings => only(['float32'], lowerings);
export const onlyNumbers = (lowerings: Lowerings): Lowerings => only(['float32', 'int32'], lowerings);

/** The type that arithmetic on these values is done in. */
export const arithmeticType = (values: readonly Value[]): DType =>
  values.some(({ dtype }) => dtype === 'float32') ? 'float32' : 'int32';

/** The only output of a node. */
export const outputOf = ({ outputs: [output] }: Node): Value => output!;
