import type { DType, Node, Value } from '../graph.js';
import type { OnnxName, OnnxWriter } from '../lowering.js';
import { elementType, type ElementType } from '../onnx/element-type.js';

/** A constant of one element without axes. */
export const scalar = (onnx: OnnxWriter, value: number, dtype: DType = 'float32'): OnnxName =>
  onnx.constant(dtype === 'float32' ? Float32Array.of(value) : dtype === 'int32' ? Int32Array.of(value) : Uint8Array.of(value), [], dtype);

/** The tensor as another type of element; towards whole numbers it truncates, as TensorFlow.js does. */
export const cast = (onnx: OnnxWriter, name: OnnxName, from: ElementType, to: ElementType): OnnxName =>
  from === to ? name : onnx.node('Cast', [name], { to: elementType[to] });

/** A value of the graph as this type of element. */
export const as = (onnx: OnnxWriter, value: Value, dtype: ElementType): OnnxName => cast(onnx, onnx.name(value), value.dtype, dtype);

/** The type that arithmetic on these values is done in. */
export const arithmeticType = (values: readonly Value[]): DType =>
  values.some(({ dtype }) => dtype === 'float32') ? 'float32' : 'int32';

/** The only output of a node. */
export const outputOf = ({ outputs: [output] }: Node): Value => output!;
