import { sameShape } from '@hourglass/core';
import { count, counted, shape, significant } from '../format.js';
import type { DataSummary } from './data-summary.js';
import type { Suggestion } from './suggestion.js';

/** Classes that are listed; of more, the first ones. */
const listedClasses = 20;

/** What was found, for people; the suggestion with the name of the program before it. */
export function describeData(summary: DataSummary, suggestion: Suggestion, program: string): string {
  const { samples, inputShape, targetShape, dtype, range, found, mean, stddev, missing, constant, labels } = summary;
  const classes = Object.entries(labels ?? {});
  const listed = classes.slice(0, listedClasses).map(([name, size]) => `${name}: ${count(size)}`).join(', ');
  const facts: readonly (readonly [string, string])[] = [
    ['samples', count(samples)],
    ['shape', shape(inputShape) + (sameShape(inputShape, targetShape) ? '' : ` → ${shape(targetShape)}`)],
    ['type', dtype],
    ['range', shape(range.map(significant))],
    ['values', `${significant(found[0])} to ${significant(found[1])}, mean ${significant(mean)}, standard deviation ${significant(stddev)}`],
    ['missing', missing === 0 ? 'none' : counted(missing, 'value')],
    ...(constant === 0 ? [] : [['constant', `${counted(constant, 'place')} of a sample`] as const]),
    ...(classes.length === 0 ? [] : [['labels', `${counted(classes.length, 'class', 'classes')}: ${listed}${classes.length > listedClasses ? ', …' : ''}`] as const]),
    ['scaler', suggestion.scaler],
  ];
  return [...facts.map(([name, text]) => `${name.padEnd(9)} ${text}`), '', 'To begin with:', `  ${program} ${suggestion.command}`].join('\n');
}
