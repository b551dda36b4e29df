const numeral = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a cell holds, spaces around it allowed, or NaN where it holds none. */
export function parseNumber(cell: string): number {
  const text = cell.trim();
  return numeral.test(text) ? Number(text) : NaN;
}
