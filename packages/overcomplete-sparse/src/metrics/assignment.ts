/**
 * Gives each row a column of its own so that the sum of their values is the largest: the Hungarian method with potentials (Kuhn,
 * 1955; Jonker & Volgenant, 1987), of rows² · columns operations.
 *
 * @param values as many rows as columns, or fewer; each row of one length
 * @returns the column of each row
 */
export function assignment(values: readonly Float64Array[]): Int32Array {
  const columns = values[0]?.length ?? 0;
  const rowPotential = new Float64Array(values.length);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1).fill(-1); // the last column is where each search begins
  values.forEach((_, row) => {
    rowOf[columns] = row;
    const slack = new Float64Array(columns).fill(Infinity);
    const before = new Int32Array(columns).fill(columns); // the column that leads to each
    const reached = new Uint8Array(columns + 1);
    let column = columns;
    while (rowOf[column] !== -1) {
      reached[column] = 1;
      const from = rowOf[column]!;
      let nearest = -1;
      for (let to = 0; to < columns; to++) {
        if (reached[to]) continue;
        const reduced = -values[from]![to]! - rowPotential[from]! - columnPotential[to]!;
        if (reduced < slack[to]!) {
          slack[to] = reduced;
          before[to] = column;
        }
        if (nearest < 0 || slack[to]! < slack[nearest]!) nearest = to;
      }
      const delta = slack[nearest]!;
      for (let to = 0; to <= columns; to++) {
        if (reached[to]) {
          rowPotential[rowOf[to]!]! += delta;
          columnPotential[to]! -= delta;
        } else if (to < columns) slack[to]! -= delta;
      }
      column = nearest;
    }
    while (column !== columns) {
      const previous = before[column]!;
      rowOf[column] = rowOf[previous]!;
      column = previous;
    }
  });
  const columnOf = new Int32Array(values.length);
  for (let column = 0; column < columns; column++) if (rowOf[column] !== -1) columnOf[rowOf[column]!] = column;
  return columnOf;
}
