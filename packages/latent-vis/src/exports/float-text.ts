/** A single-precision value in as few digits as give it back: nine at most. */
export function floatText(value: number): string {
  const short = [6, 7, 8].map((digits) => Number(value.toPrecision(digits))).find((rounded) => Math.fround(rounded) === value);
  return String(short ?? Number(value.toPrecision(9)));
}
