import { inputOf, type Node } from '../graph.js';
import type { Lowering, Lowerings, OnnxName, OnnxWriter } from '../lowering.js';
import { UnloweredKernelError } from '../onnx/unlowered-kernel-error.js';
import { as, only, onlyNumbers, outputOf, scalar } from './typed.js';

type Formula = (onnx: OnnxWriter, x: OnnxName, node: Node) => OnnxName;

/** A kernel of `x` whose result is float32, whatever the type of its input. */
export const unary =
  (formula: Formula): Lowering =>
  (node, onnx) => {
    const { dtype } = outputOf(node);
    if (dtype !== 'float32') throw new UnloweredKernelError(node.kernel, `of ${dtype}`);
    return formula(onnx, as(onnx, inputOf(node, 'x'), 'float32'), node);
  };

/** A kernel of `x` that is computed in the type of `x`: whole numbers stay whole numbers, beyond what float32 holds. */
export const exact =
  (formula: Formula): Lowering =>
  (node, onnx) =>
    formula(onnx, onnx.name(inputOf(node, 'x')), node);

const isWhole = (node: Node): boolean => inputOf(node, 'x').dtype === 'int32';

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
/** The largest float, by which all but the least of positive numbers become 1 or more. */
const huge = 3.4028234663852886e38;

const step: Formula = (onnx, x, node) => {
  if (node.attrs['positive']) return onnx.node('HardSigmoid', [x], { alpha: { float: huge }, beta: { float: 0 } }); // min(huge · x, 1)
  const { dtype } = inputOf(node, 'x');
  const number = (value: number) => scalar(onnx, value, dtype);
  const above = onnx.node('Clip', [isWhole(node) ? x : onnx.node('Ceil', [x]), number(0), number(1)]);
  const alpha = (node.attrs['alpha'] as number | undefined) ?? 0;
  return alpha === 0 ? above : onnx.node('Where', [onnx.node('LessOrEqual', [x, number(0)]), number(alpha), above]);
};

const test = (formula: Formula): Lowering => (node, onnx) => formula(onnx, as(onnx, inputOf(node, 'x'), 'float32'), node);
const isNan: Formula = (onnx, x) => onnx.node('IsNaN', [x]);
const isInf: Formula = (onnx, x) => onnx.node('IsInf', [x]);

/** The sign of NaN is 0. */
const sign: Formula = (onnx, x, node) => {
  const signs = onnx.node('Sign', [x]);
  return isWhole(node) ? signs : onnx.node('Where', [isNan(onnx, x, node), scalar(onnx, 0), signs]);
};

const rounding = (name: string): Lowering => exact((onnx, x, node) => (isWhole(node) ? x : onnx.node(name, [x])));

export const unaryLowerings: Lowerings = {
  ...onlyNumbers({
    Abs: exact((onnx, x) => onnx.node('Abs', [x])),
    Neg: exact((onnx, x) => onnx.node('Neg', [x])),
    Sign: exact(sign),
    Square: exact((onnx, x) => onnx.node('Mul', [x, x])),
    Step: exact(step),
    Ceil: rounding('Ceil'),
    Floor: rounding('Floor'),
    Round: rounding('Round'),
  }),
  ...only(['bool'], { LogicalNot: (node, onnx) => onnx.node('Not', [onnx.name(inputOf(node, 'x'))]) }),
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
  Reciprocal: operator('Reciprocal'),
  Sqrt: operator('Sqrt'),
  Rsqrt: unary((onnx, x) => onnx.node('Reciprocal', [onnx.node('Sqrt', [x])])),
  IsNan: test(isNan),
  IsInf: test(isInf),
  IsFinite: test((onnx, x, node) => onnx.node('Not', [onnx.node('Or', [isNan(onnx, x, node), isInf(onnx, x, node)])])),
  Cast: (node, onnx) => as(onnx, inputOf(node, 'x'), outputOf(node).dtype),
  Identity: (node, onnx) => onnx.name(inputOf(node, 'x')),
};
