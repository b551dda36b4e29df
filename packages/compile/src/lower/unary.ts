import { inputOf, type Node } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { as, cast, outputOf, scalar } from './typed.js';

type Formula = (onnx: OnnxWriter, x: OnnxName, node: Node) => OnnxName;

/** A kernel of `x` that is computed in float32, whatever the types of its input and its output. */
export const unary =
  (formula: Formula): Lowering =>
  (node, onnx) =>
    cast(onnx, formula(onnx, as(onnx, inputOf(node, 'x'), 'float32'), node), 'float32', outputOf(node).dtype);

const operator = (name: string) => unary((onnx, x) => onnx.node(name, [x]));

/** Where |x| is small, a formula that does not cancel; elsewhere the plain one. */
const nearZero = (onnx: OnnxWriter, x: OnnxName, near: OnnxName, far: OnnxName): OnnxName =>
  onnx.node('Where', [onnx.node('Less', [onnx.node('Abs', [x]), scalar(onnx, 0.5)]), near, far]);

/** exp(x) − 1 = 2t / (1 − t) with t = tanh(x / 2). */
const expm1: Formula = (onnx, x) => {
  const t = onnx.node('Tanh', [onnx.node('Mul', [x, scalar(onnx, 0.5)])]);
  const near = onnx.node('Div', [onnx.node('Add', [t, t]), onnx.node('Sub', [scalar(onnx, 1), t])]);
  return nearZero(onnx, x, near, onnx.node('Sub', [onnx.node('Exp', [x]), scalar(onnx, 1)]));
};

/** log(1 + x) = 2 artanh(x / (2 + x)). */
const log1p: Formula = (onnx, x) => {
  const half = onnx.node('Atanh', [onnx.node('Div', [x, onnx.node('Add', [x, scalar(onnx, 2)])])]);
  const far = onnx.node('Log', [onnx.node('Add', [x, scalar(onnx, 1)])]);
  return nearZero(onnx, x, onnx.node('Add', [half, half]), far);
};

/** 1 above zero, else `alpha`; NaN stays NaN, as it does in rounding up and clipping. */
const step: Formula = (onnx, x, { attrs }) => {
  const above = onnx.node('Clip', [onnx.node('Ceil', [x]), scalar(onnx, 0), scalar(onnx, 1)]);
  const alpha = (attrs['alpha'] as number | undefined) ?? 0;
  if (alpha === 0) return above;
  const below = onnx.node('LessOrEqual', [x, scalar(onnx, 0)]);
  return onnx.node('Where', [below, scalar(onnx, alpha), above]);
};


const test = (formula: Formula): Lowering => (node, onnx) => formula(onnx, as(onnx, inputOf(node, 'x'), 'float32'), node);
const isNan: Formula = (onnx, x) => onnx.node('IsNaN', [x]);
const isInf: Formula = (onnx, x) => onnx.node('IsInf', [x]);

/** Whole numbers stay whole numbers, beyond what float32 holds. */
const exact =
  (name: string): Lowering =>
  (node, onnx) => {
    const x = inputOf(node, 'x');
    const type = x.dtype === 'int32' ? 'int32' : 'float32';
    return cast(onnx, onnx.node(name, [as(onnx, x, type)]), type, outputOf(node).dtype);
  };

/** The sign of NaN is 0. */
const sign: Lowering = (node, onnx) => {
  const x = inputOf(node, 'x');
  const signs = exact('Sign')(node, onnx) as OnnxName;
  return x.dtype === 'float32' ? onnx.node('Where', [onnx.node('IsNaN', [onnx.name(x)]), scalar(onnx, 0), signs]) : signs;
};

export const unaryLowerings: Lowerings = {
  Abs: exact('Abs'),
  Neg: exact('Neg'),
  Sign: sign,
  Acos: operator('Acos'),
  Acosh: operator('Acosh'),
  Asin: operator('Asin'),
  Asinh: operator('Asinh'),
  Atan: operator('Atan'),
  Atanh: operator('Atanh'),
  Cos: operator('Cos'),
  Cosh: operator('Cosh'),
  Sin: operator('Sin'),
  Sinh: operator('Sinh'),
  Tan: operator('Tan'),
  Tanh: operator('Tanh'),
  Erf: operator('Erf'),
  Exp: operator('Exp'),
  Expm1: unary(expm1),
  Log: operator('Log'),
  Log1p: unary(log1p),
  Ceil: operator('Ceil'),
  Floor: operator('Floor'),
  Round: operator('Round'),
  Reciprocal: operator('Reciprocal'),
  Sqrt: operator('Sqrt'),
  Rsqrt: unary((onnx, x) => onnx.node('Reciprocal', [onnx.node('Sqrt', [x])])),
  Square: (node, onnx) => {
    const x = inputOf(node, 'x');
    const type = x.dtype === 'int32' ? 'int32' : 'float32';
    const name = as(onnx, x, type);
    return cast(onnx, onnx.node('Mul', [name, name]), type, outputOf(node).dtype);
  },
  Step: unary(step),
  IsNan: test(isNan),
  IsInf: test(isInf),
  IsFinite: test((onnx, x, node) => onnx.node('Not', [onnx.node('Or', [isNan(onnx, x, node), isInf(onnx, x, node)])])),
  LogicalNot: (node, onnx) => onnx.node('Not', [as(onnx, inputOf(node, 'x'), 'bool')]),
  Cast: (node, onnx) => as(onnx, inputOf(node, 'x'), outputOf(node).dtype),
  Identity: (node, onnx) => onnx.name(inputOf(node, 'x')),
};
