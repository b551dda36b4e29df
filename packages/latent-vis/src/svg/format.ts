/** The label of a tick at a multiple of a power of ten: `0.05`, `1200`, `2×10⁻⁶`. */
export function formatTick(value: number, exponent: number): string {
  if (value === 0) return '0';
  if (exponent >= -4 && Math.abs(value) < 1e6) return value.toFixed(Math.max(0, -exponent));
  const magnitude = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  return scientific(value, Math.max(0, magnitude - exponent));
}

/** A value in three significant digits: `0.0917`, `1230`, `2.5×10⁻⁶`. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return scientific(value, 2);
  return size >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function scientific(value: number, decimals: number): string {
  const [mantissa, exponent] = value.toExponential(decimals).split('e') as [string, string];
  const power = `10${exponent.replace('+', '').replace(/[-\d]/g, superscript)}`;
  const factor = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return Math.abs(Number(factor)) === 1 ? factor.replace('1', power) : `${factor}×${power}`;
}

const superscript = (character: string): string =>
  character === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(character));
