import { inputOf, type Node, type Value } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import type { ElementType } from '../onnx/element-type.js';
import { arithmeticType, as, cast, only, onlyFloats, onlyNumbers, outputOf, scalar } from './typed.js';

type Formula = (onnx: OnnxWriter, a: OnnxName, b: OnnxName) => OnnxName;

/** A kernel of `a` and `b`, broadcast as NumPy and ONNX do, computed in the type that `typeOf` says. */
const binary =
  (formula: Formula, typeOf: (node: Node) => ElementType): Lowering =>
  (node, onnx) => {
    const type = typeOf(node);
    const [a, b] = operands(node, onnx, type);
    return cast(onnx, formula(onnx, a, b), type, outputOf(node).dtype);
  };

/**
 * Both inputs in this type. A number without axes gets those of the other side, each of size 1: ONNX Runtime takes thirty
 * times as long over a bare number where the last axis of the other side is short.
 */
function operands(node: Node, onnx: OnnxWriter, type: ElementType): [a: OnnxName, b: OnnxName] {
  const [a, b] = [inputOf(node, 'a'), inputOf(node, 'b')];
  const { length: rank } = outputOf(node).shape;
  const operand = (value: Value): OnnxName => {
    const name = as(onnx, value, type);
    const isBare = value.shape.length === 0 && rank > 0;
    return isBare ? onnx.node('Reshape', [name, onnx.vector(Array<number>(rank).fill(1))]) : name;
  };
  return [operand(a), operand(b)];
}

const ofInputs = ({ inputs }: Node) => arithmeticType(inputs);
/** Whole numbers are divided, and raised to negative powers, in double: it holds each of them, and a division by zero does not end the process. */
const ofQuotient = ({ inputs }: Node): ElementType => (arithmeticType(inputs) === 'float32' ? 'float32' : 'double');

const arithmetic = (operator: string) => binary((onnx, a, b) => onnx.node(operator, [a, b]), ofInputs);

/** The angle of the point (b, a): that of its slope, and half a turn more where b is negative; zeros have a sign. */
const angle: Formula = (onnx, a, b) => {
  const isNegative = (x: OnnxName) => onnx.node('Less', [onnx.node('Where', [isZero(onnx, x), onnx.node('Reciprocal', [x]), x]), scalar(onnx, 0)]);
  const areInfinite = onnx.node('And', [onnx.node('IsInf', [a]), onnx.node('IsInf', [b])]);
  const corners = onnx.node('Mul', [onnx.node('Sign', [a]), onnx.node('Sign', [b])]);
  const slope = onnx.node('Where', [areInfinite, corners, onnx.node('Div', [a, b])]);
  const onAxis = onnx.node('Where', [isZero(onnx, a), onnx.node('Mul', [a, onnx.node('Sign', [b])]), onnx.node('Atan', [slope])]);
  const halfTurn = onnx.node('Where', [isNegative(a), scalar(onnx, -Math.PI), scalar(onnx, Math.PI)]);
  return onnx.node('Add', [onAxis, onnx.node('Where', [isNegative(b), halfTurn, scalar(onnx, 0)])]);
};

const isZero = (onnx: OnnxWriter, x: OnnxName) => onnx.node('Equal', [x, scalar(onnx, 0)]);

/** The remainder with the sign of the divisor, of doubles: a small negative number and a large divisor make more digits than float32 has. */
const floorMod: Formula = (onnx, a, b) => {
  const zero = cast(onnx, scalar(onnx, 0), 'float32', 'double');
  const remainder = (x: OnnxName) => onnx.node('Mod', [x, b], { fmod: 1 });
  const negative = (x: OnnxName) => onnx.node('Less', [x, zero]);
  const differ = onnx.node('Xor', [negative(a), negative(b)]);
  return onnx.node('Where', [differ, remainder(onnx.node('Add', [remainder(a), b])), remainder(a)]);
};

const comparison =
  (operator: string, negate = false): Lowering =>
  (node, onnx) => {
    const type = ofInputs(node);
    const result = onnx.node(operator, operands(node, onnx, type));
    return negate ? onnx.node('Not', [result]) : result;
  };

const logical =
  (operator: string): Lowering =>
  (node, onnx) =>
    onnx.node(operator, [onnx.name(inputOf(node, 'a')), onnx.name(inputOf(node, 'b'))]);

const arithmeticLowerings: Lowerings = {
  Add: arithmetic('Add'),
  Sub: arithmetic('Sub'),
  Multiply: arithmetic('Mul'),
  Maximum: arithmetic('Max'),
  Minimum: arithmetic('Min'),
  Pow: binary((onnx, a, b) => onnx.node('Pow', [a, b]), ofQuotient),
  RealDiv: binary((onnx, a, b) => onnx.node('Div', [a, b]), ofQuotient),
  FloorDiv: binary((onnx, a, b) => onnx.node('Floor', [onnx.node('Div', [a, b])]), ofQuotient),
  Mod: binary(floorMod, () => 'double'),
  SquaredDifference: binary((onnx, a, b) => {
    const difference = onnx.node('Sub', [a, b]);
    return onnx.node('Mul', [difference, difference]);
  }, ofInputs),
  AddN: (node, onnx) => node.inputs.map((value) => as(onnx, value, outputOf(node).dtype)).reduce((a, b) => onnx.node('Add', [a, b])),
};

export const binaryLowerings: Lowerings = {
  ...onlyFloats({ Atan2: binary(angle, () => 'float32') }),
  ...only(['int32'], { BitwiseAnd: arithmetic('BitwiseAnd') }),
  ...onlyNumbers(arithmeticLowerings),
  Equal: comparison('Equal'),
  NotEqual: comparison('Equal', true),
  Greater: comparison('Greater'),
  GreaterEqual: comparison('GreaterOrEqual'),
  Less: comparison('Less'),
  LessEqual: comparison('LessOrEqual'),
  ...only(['bool'], { LogicalAnd: logical('And'), LogicalOr: logical('Or') }),
};
