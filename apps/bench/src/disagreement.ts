/** How far figures of the same work may be apart, relative to the reference. */
const tolerance = 1e-3;

/** The figures of the steps of a contender; null where it has none. */
type Figures = readonly (number | null)[];

/** Says which figure is not that of the reference, or nothing where all agree; who has no figures cannot disagree. */
export function disagreement(found: Figures, reference: { readonly name: string; readonly figures: Figures }): string | undefined {
  const step = found.findIndex((figure, i) => {
    const expected = reference.figures[i];
    if (figure === null || expected === null || expected === undefined) return false;
    return !(Math.abs(figure - expected) <= tolerance * Math.abs(expected));
  });
  if (step < 0) return undefined;
  return (
    `expected the figure ${String(reference.figures[step])} at step ${step + 1}, which ${reference.name} has, ` +
    `received ${String(found[step])}; its times would be of other work.`
  );
}
