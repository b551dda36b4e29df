import { add, MirrorPad, pad, reverse, slice, type GradConfig, type MirrorPadAttrs, type Tensor } from '@tensorflow/tfjs-core';

/** Folds the margins of one axis back onto the pixels they mirror; `skip` is 1 where the border itself is not repeated. */
const foldAxis = (dy: Tensor, axis: number, [before, after]: [number, number], skip: number) => {
  const size = dy.shape[axis]! - before - after;
  const part = (begin: number, length: number) =>
    slice(dy, dy.shape.map((_, other) => (other === axis ? begin : 0)), dy.shape.map((all, other) => (other === axis ? length : all)));
  const place = (margin: Tensor, begin: number) => {
    const around = (other: number): [number, number] => (other === axis ? [begin, size - begin - margin.shape[axis]!] : [0, 0]);
    return pad(reverse(margin, axis), dy.shape.map((_, other) => around(other)));
  };
  const centre = part(before, size);
  const first = before === 0 ? centre : add(centre, place(part(0, before), skip));
  return after === 0 ? first : add(first, place(part(before + size, after), size - skip - after));
};

/** The gradient of mirror padding: a pixel receives its own dy and that of its mirror images. */
export const mirrorPadGradient: GradConfig = {
  kernelName: MirrorPad,
  gradFunc: (dy, _saved, attributes) => {
    const { paddings, mode } = attributes as unknown as MirrorPadAttrs;
    const fold = (folded: Tensor, widths: [number, number], axis: number) => foldAxis(folded, axis, widths, mode === 'reflect' ? 1 : 0);
    return { x: () => paddings.reduce(fold, dy as Tensor) };
  },
};
