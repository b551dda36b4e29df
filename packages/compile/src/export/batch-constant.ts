import { equals } from '@bufbuild/protobuf';
import type { OnnxName, OnnxWriter } from '../lowering.js';
import { elementType } from '../onnx/element-type.js';
import { TensorProtoSchema, type NodeProto, type TensorProto } from '../onnx/onnx_pb.js';
import { formulasOf, varies, type BatchFormula, type Sizes } from './batch-formula.js';
import { unrepeated } from './unrepeated.js';

export interface BatchWriter {
  readonly onnx: OnnxWriter;
  /** A tensor whose first axis is the batch. */
  readonly batch: OnnxName;
  readonly sizes: Sizes;
}

/**
 * A constant for batches of any size: a vector of whole numbers is computed from the size, other values are repeated as
 * often as the size asks.
 *
 * @param tensors the constant as it is for each of the sizes
 * @param reader the node that reads it
 * @returns nothing where its values follow from the size in another way
 */
export function batchConstant(tensors: readonly TensorProto[], reader: NodeProto, { onnx, batch, sizes }: BatchWriter): OnnxName | undefined {
  const [tensor, ...others] = tensors as [TensorProto, ...TensorProto[]];
  if (others.every((other) => equals(TensorProtoSchema, { ...other, name: tensor.name }, tensor))) return tensor.name;

  if (isVector(tensor)) {
    const lists = tensors.map(wholeNumbers);
    const found = isShape(reader) ? withOneUnknown(lists) : undefined;
    if (found) return onnx.vector(found);
    const formulas = formulasOf(lists, sizes);
    if (formulas) return vector(onnx, batch, formulas);
  }

  const shape = formulasOf(tensors.map(({ dims }) => dims.map(Number)), sizes) ?? [];
  const axes = shape.flatMap((one, axis) => (varies(one) ? [axis] : []));
  const [values, ...same] = tensors.map((one) => unrepeated(one, axes));
  if (axes.length === 0 || !values || same.some((other) => String(other) !== String(values))) return undefined;
  const dims = shape.map((one) => (varies(one) ? 1 : one.offset));
  return onnx.node('Expand', [onnx.constant(values, dims, typeOf(tensor)), vector(onnx, batch, shape)]);
}

const types: Readonly<Record<string, number>> = elementType;

const isVector = ({ dataType, dims }: TensorProto): boolean => dataType === types['int64'] && dims.length === 1;

const wholeNumbers = ({ rawData }: TensorProto): number[] => Array.from(new BigInt64Array(rawData.slice().buffer), Number);

const isShape = ({ opType, attribute }: NodeProto): boolean => opType === 'Reshape' && attribute.length === 0;

/** A shape of which one axis differs, given as −1: ONNX finds it by itself. */
function withOneUnknown([first, ...others]: readonly number[][]): number[] | undefined {
  const shape = first!.map((axis, place) => (others.every((other) => other[place] === axis) ? axis : -1));
  return shape.filter((axis) => axis === -1).length === 1 ? shape : undefined;
}

/** A vector of whole numbers that follow from the size of the batch. */
function vector(onnx: OnnxWriter, batch: OnnxName, formulas: readonly BatchFormula[]): OnnxName {
  const numbers = formulas.map(({ offset, factor }) => {
    if (factor === 0) return onnx.vector([offset]);
    const size = onnx.node('Shape', [batch], { start: 0, end: 1 });
    const scaled = factor === 1 ? size : onnx.node('Mul', [size, onnx.vector([factor])]);
    return offset === 0 ? scaled : onnx.node('Add', [scaled, onnx.vector([offset])]);
  });
  return numbers.length === 1 ? numbers[0]! : onnx.node('Concat', numbers, { axis: 0 });
}

type TypeName = Parameters<OnnxWriter['constant']>[2];

const typeOf = ({ dataType }: TensorProto): TypeName =>
  (Object.keys(types) as TypeName[]).find((name) => types[name] === dataType)!;
