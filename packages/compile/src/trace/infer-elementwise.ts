import {
  Abs, Acos, Acosh, Add, AddN, Asin, Asinh, Atan, Atan2, Atanh, backend_util, BitwiseAnd, Cast, Ceil, ClipByValue, Cos,
  Cosh, Elu, EluGrad, Equal, Erf, Exp, Expm1, Floor, FloorDiv, Greater, GreaterEqual, Identity, IsFinite, IsInf, IsNan,
  LeakyRelu, Less, LessEqual, Log, Log1p, LogicalAnd, LogicalNot, LogicalOr, Maximum, Minimum, Mod, Multiply, Neg,
  NotEqual, Pow, Prelu, RealDiv, Reciprocal, Relu, Relu6, Round, Rsqrt, Select, Selu, Sigmoid, Sign, Sin, Sinh, Softplus,
  Sqrt, Square, SquaredDifference, Step, Sub, Tan, Tanh, upcastType,
  type BinaryInputs, type CastAttrs, type DataType, type EluGradInputs, type PreluInputs, type SelectInputs,
  type UnaryInputs,
} from '@tensorflow/tfjs-core';
import { each, infer, like, type Inferences } from './inference.js';

const unary = (dtype?: DataType) => infer<[UnaryInputs]>(({ x }) => like(x, dtype));

const binary = (dtype?: DataType) =>
  infer<[BinaryInputs]>(({ a, b }) => ({
    shape: backend_util.assertAndGetBroadcastShape(a.shape, b.shape),
    dtype: dtype ?? a.dtype,
  }));

/** Kernels of one tensor, element by element, whose result has its type. */
export const unaryKernels = [
  Abs, Acos, Acosh, Asin, Asinh, Atan, Atanh, Ceil, ClipByValue, Cos, Cosh, Elu, Erf, Expm1, Floor, Log, Log1p, Neg,
  Reciprocal, Relu, Relu6, Round, Rsqrt, Selu, Sigmoid, Sign, Sin, Sinh, Softplus, Sqrt, Square, Step, Tan, Tanh,
];

/** Kernels of two tensors, element by element after broadcasting, whose result has the type of the first. */
export const binaryKernels = [
  Add, Atan2, BitwiseAnd, Maximum, Minimum, Mod, Multiply, Pow, RealDiv, SquaredDifference, Sub,
];

export const comparisonKernels = [Equal, Greater, GreaterEqual, Less, LessEqual, LogicalAnd, LogicalOr, NotEqual];

export const elementwise: Inferences = {
  ...each(unaryKernels, unary()),
  ...each([Exp, LeakyRelu], unary('float32')),
  ...each([IsFinite, IsInf, IsNan, LogicalNot], unary('bool')),
  ...each(binaryKernels, binary()),
  ...each(comparisonKernels, binary('bool')),
  [FloorDiv]: binary('int32'),
  [Prelu]: infer<[PreluInputs]>(({ x, alpha }) => ({
    shape: backend_util.assertAndGetBroadcastShape(x.shape, alpha.shape),
    dtype: 'float32',
  })),
  [EluGrad]: infer<[EluGradInputs]>(({ y }) => like(y, 'float32')),
  [AddN]: (inputs) => like(inputs['0']!),
  [Identity]: unary(),
  [Cast]: infer<[UnaryInputs, CastAttrs]>(({ x }, { dtype }) => like(x, dtype)),
  [Select]: infer<[SelectInputs]>(({ t, e }) => like(t, upcastType(t.dtype, e.dtype))),
};
