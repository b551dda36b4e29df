const bits = 12;
const count = 2 ** bits;

/**
 * Powers of one exponent, to a relative error of 3e-4 and several times faster than `**`: a factor for the exponent of the number in
 * single precision times one for the first bits of its fraction.
 *
 * @returns x ** exponent, for x of 0 or more
 */
export function fastPower(exponent: number): (x: number) => number {
  const single = new Float32Array(1);
  const word = new Uint32Array(single.buffer);
  const scales = Float64Array.from({ length: 256 }, (_, e) => 2 ** ((e - 127) * exponent));
  const fractions = Float64Array.from({ length: count }, (_, i) => (1 + (i + 0.5) / count) ** exponent);
  return (x) => {
    single[0] = x;
    const found = word[0]!;
    return scales[found >>> 23]! * fractions[(found >>> (23 - bits)) & (count - 1)]!;
  };
}
