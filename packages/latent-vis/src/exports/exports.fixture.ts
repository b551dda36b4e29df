import fc from 'fast-check';
import type { Scatter } from '../views/scatter.js';

/** Points with any names of classes, and codes of three units for them. */
export const labelled = fc
  .record({
    classes: fc.uniqueArray(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...Array.from(',;"\'\t\n\r =#\u2028é')) })), { minLength: 1, maxLength: 5 }),
    places: fc.array(fc.tuple(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.float({ noNaN: true, noDefaultInfinity: true }), fc.nat()), { minLength: 1, maxLength: 12 }),
  })
  .map(({ classes, places }) => {
    const view: Scatter & Required<Pick<Scatter, 'labels' | 'classes'>> = {
      kind: 'scatter',
      points: { data: Float32Array.from(places.flatMap(([x, y]) => [x, y])), shape: [places.length, 2] },
      axes: ['x', 'y'],
      labels: Int32Array.from(places, ([, , label]) => (label % (classes.length + 1)) - 1),
      classes,
    };
    const codes = { data: Float32Array.from(places.flatMap(([x, y]) => [x, y, x / 3])), shape: [places.length, 3] };
    return { view, codes };
  });

/** The name of each point's class; undefined for none. */
export const namesOf = ({ labels, classes }: { labels: Int32Array; classes: readonly string[] }): (string | undefined)[] =>
  Array.from(labels, (label) => classes[label]);
