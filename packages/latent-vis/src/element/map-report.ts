import type { Plot } from '../canvas/plot.js';
import type { Scatter } from '../views/scatter.js';

const number = (value: number): string => value.toLocaleString('en');
const numberOf = (value: number, one: string, more = `${one}s`): string => `${number(value)} ${value === 1 ? one : more}`;

/** What a map shows, for those who hear it. */
export function describeMap({ groups, index }: Plot, { axes, labels }: Scatter): string {
  const named = labels ? `, in ${numberOf(groups.filter(({ isRest }) => !isRest).length, 'class', 'classes')}` : '';
  return `${numberOf(index.length, 'point')} by ${axes.join(' and ')}${named}`;
}

/** How many points there are, are selected, and cannot be drawn. */
export function report({ index }: Plot, { points }: Scatter, selected: Uint8Array | undefined): string {
  const count = points.shape[0]!;
  const chosen = selected?.reduce((sum, flag) => sum + flag, 0);
  const missing = count - index.length;
  const told = chosen === undefined ? numberOf(count, 'point') : `${number(chosen)} of ${numberOf(count, 'point')} selected`;
  return missing > 0 ? `${told} · ${number(missing)} not finite, not drawn` : told;
}
