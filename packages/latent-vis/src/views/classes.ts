/** Which class each of some things is of: a part of `CodeSet` and of `Scatter`. */
export interface Classes {
  /** The class of each, as its place in `classes`; -1 for none. */
  readonly labels: Int32Array;
  /** The names of the classes. */
  readonly classes: readonly string[];
}

/**
 * Labels as places in a list of names: `projectPca({ codes, ...classesOf(['cat', 'dog', 'cat']) })`.
 *
 * @param labels one a sample, numbers or names; NaN, `undefined` and the empty name stand for none
 * @returns the names in rising order, numbers by value
 */
export function classesOf(labels: ArrayLike<number | string | undefined>): Classes {
  const given = Array.from(labels);
  const known = [...new Set(given)].filter((label): label is number | string => !isNone(label));
  const numeric = known.every((label) => typeof label === 'number');
  const sorted = numeric ? known.toSorted((a, b) => a - b) : known.map(String).toSorted();
  const classes = [...new Set(sorted.map(String))];
  const places = new Map(classes.map((name, place) => [name, place]));
  return { labels: Int32Array.from(given, (label) => (isNone(label) ? -1 : places.get(String(label))!)), classes };
}

const isNone = (label: number | string | undefined): boolean => label === undefined || label === '' || Number.isNaN(label);
