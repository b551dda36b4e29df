/** Four significant digits. */
export const significant = (value: number): string => (value === 0 ? '0' : String(Number(value.toPrecision(4))));

export const count = (value: number): string => value.toLocaleString('en');

/** `1 epoch`, `2 epochs`. */
export const counted = (value: number, noun: string, plural = `${noun}s`): string => `${count(value)} ${value === 1 ? noun : plural}`;

/** A duration: `0.8 s`, `45 s`, `2 min 5 s`. */
export function seconds(value: number): string {
  if (value < 10) return `${value.toFixed(1)} s`;
  const whole = Math.round(value);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

export const shape = (axes: readonly (number | string)[]): string => `[${axes.join(', ')}]`;

/** Rows of cells in columns, the first aligned to the left and the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A word of a command line, quoted where a shell would take it apart. */
export const word = (text: string): string => (/^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);
