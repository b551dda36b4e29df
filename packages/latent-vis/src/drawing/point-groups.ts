import type { Scatter } from '../views/scatter.js';
import { classInks, restInk } from './class-inks.js';

/** The points of one class, or all that belong to none of those shown. */
export interface PointGroup {
  /** Undefined where the points have no labels. */
  readonly name: string | undefined;
  readonly ink: string;
  readonly isRest: boolean;
  /** Which points, rising; only those that have a place. */
  readonly members: Uint32Array;
}

/**
 * The points by colour, in the order of their classes, what is left over last. Where there are more classes than colours, the
 * largest keep one; the smaller ones and points without a class share a grey. Classes without points are left out.
 */
export function pointGroups({ points: { data, shape }, labels, classes = [] }: Scatter): PointGroup[] {
  const placed = Uint32Array.from({ length: shape[0]! }, (_, i) => i).filter((i) => isPlace(data[2 * i]!) && isPlace(data[2 * i + 1]!));
  if (placed.length === 0) return [];
  if (!labels) return [{ name: undefined, ink: classInks[0], isRest: false, members: placed }];

  const present = membersOf(placed, labels, classes.length).map((members, label) => ({ label, members })).filter(({ members }) => members.length > 0);
  const largest = present.toSorted((a, b) => b.members.length - a.members.length || a.label - b.label).slice(0, classInks.length);
  const shown = present.filter((group) => largest.includes(group));
  const inks = classes.length <= classInks.length ? (label: number) => classInks[label]! : (_: number, place: number) => classInks[place]!;
  const groups = shown.map(({ label, members }, place) => ({ name: classes[label]!, ink: inks(label, place), isRest: false, members }));

  const labelled = new Set(shown.map(({ label }) => label));
  const rest = placed.filter((i) => !labelled.has(labels[i]!));
  return rest.length === 0 ? groups : [...groups, { name: restName(present.length - shown.length), ink: restInk, isRest: true, members: rest }];
}

/** False for what is not finite, or so large that arithmetic would make it infinite. */
const isPlace = (value: number): boolean => Math.abs(value) < 1e300;

function membersOf(placed: Uint32Array, labels: Int32Array, classes: number): Uint32Array[] {
  const members = Array.from({ length: classes }, (): number[] => []);
  for (const i of placed) members[labels[i]!]?.push(i);
  return members.map((list) => Uint32Array.from(list));
}

const restName = (hidden: number): string => (hidden === 0 ? 'no label' : hidden === 1 ? '1 other class' : `${hidden} other classes`);
