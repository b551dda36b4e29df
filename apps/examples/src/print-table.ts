/** Prints numbers with two decimals under the names of their columns and behind those of their rows. */
export function printTable(
  rowNames: readonly string[],
  columnNames: readonly string[],
  values: readonly (readonly number[])[],
): void {
  const left = Math.max(...rowNames.map((name) => name.length));
  console.log(`  ${' '.repeat(left)} ${columnNames.map((name) => name.padStart(8)).join('')}`);
  values.forEach((row, i) => {
    console.log(`  ${rowNames[i]!.padEnd(left)} ${row.map((value) => format(value).padStart(8)).join('')}`);
  });
  console.log();
}

/** Adding 0 turns −0 into 0. */
const format = (value: number): string => (Math.round(value * 100) / 100 + 0).toFixed(2);
