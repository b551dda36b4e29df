import { HourglassError } from '@hourglass/core';
import { continuity, correlationGrid, knnAccuracy, latentStatistics, trustworthiness, type LatentStatistics, type Scatter } from '@hourglass/latent-vis';
import type { Section, Table } from '@hourglass/latent-vis/report';
import * as v from 'valibot';
import { count, significant } from '../format.js';
import { plotViews, type PlotViewName } from './plot-views.js';
import { shareOfZeros, unitsOf, type Subject } from './subject.js';

const error = v.object({ mse: v.number() });
const errorsSchema = v.object({ val: error, baselines: v.object({ pca: error, mean: error, untrained: error }) });

/** Errors of a model and of what it must beat. */
export type Errors = v.InferOutput<typeof errorsSchema>;

/** What the report of a training says of them; nothing where it says something else. */
export function errorsIn(reported: unknown): Errors | undefined {
  const { success, output } = v.safeParse(errorsSchema, reported);
  return success ? output : undefined;
}

/** All that there is to be seen of a model, in the order in which one would ask. */
export async function plotSections(subject: Subject, errors: Errors | undefined): Promise<Section[]> {
  const { history, say } = subject;
  const drawn = async (name: PlotViewName): Promise<NonNullable<Section['pictures']>> => [{ view: await plotViews[name].of(subject) }];
  const sections: Section[] = [
    {
      heading: 'Reconstructions',
      note: 'Samples that it never saw over what comes back, and the size of the difference.',
      pictures: await drawn('rows'),
    },
    ...(errors ? [{ heading: 'Errors', note: 'Mean squared error on samples that it never saw, beside what it must beat.', table: errorsTable(errors) }] : []),
    ...(history.epochs.length > 0 ? [{ heading: 'Training', pictures: await drawn('loss') }] : []),
    ...(await whereDrawable(() => mapSection(subject), say)),
    await statisticsSection(subject),
  ];
  if (shareOfZeros(subject) > 0.5)
    sections.push({ heading: 'Features', note: 'What each unit adds, beside the samples in which it is strongest.', pictures: await drawn('features') });
  else
    sections.push(
      ...(await whereDrawable(async () => ({ heading: unitsOf(subject) === 2 ? 'Manifold' : 'A plane of codes', note: planeNote(subject), pictures: await drawn('manifold') }), say)),
      ...(await whereDrawable(async () => ({ heading: 'Traversals', note: 'One number of a code is varied, the others kept.', pictures: await drawn('traversals') }), say)),
    );
  return sections;
}

const planeNote = (subject: Subject): string =>
  unitsOf(subject) === 2 ? 'What codes decode to, over the quantiles of both numbers.' : 'What the plane through the codes of three samples decodes to.';

/** Maps by PCA and by UMAP side by side, and how far each can be believed. */
async function mapSection(subject: Subject): Promise<Section> {
  const { set, say } = subject;
  const map = await plotViews.map.of(subject);
  const views: Record<string, Scatter> = unitsOf(subject) > 2 ? { PCA: await plotViews.pca.of(subject), UMAP: map } : { code: map };
  say('Measuring how far the maps can be believed …');
  return {
    heading: 'Latent map',
    note:
      `${count(set.codes.shape[0]!)} codes of ${count(unitsOf(subject))} numbers. Trustworthiness: neighbours on the map are neighbours in the code. ` +
      'Continuity: the reverse.' + (set.labels ? ' Class by neighbours: the share of samples whose five nearest are mostly of their class.' : ''),
    table: await mapTable(subject, views),
    pictures: Object.values(views).map((view) => ({ view, width: 560, height: 480 })),
  };
}

async function mapTable({ set: { codes, labels } }: Subject, views: Readonly<Record<string, Scatter>>): Promise<Table> {
  const neighbours = Math.min(5, Math.ceil(codes.shape[0]! / 2) - 1);
  const classes = async (points: Scatter['points']): Promise<string[]> => (labels ? [percent(await knnAccuracy(points, labels, { neighbours }))] : []);
  const rows = [['the code itself', '1', '1', ...(await classes(codes))]];
  for (const [name, { points }] of Object.entries(views).filter(([, view]) => view.points !== codes))
    rows.push([name, significant(await trustworthiness(codes, points, { neighbours })), significant(await continuity(codes, points, { neighbours })), ...(await classes(points))]);
  return { columns: ['', 'trustworthiness', 'continuity', ...(labels ? ['class by neighbours'] : [])], rows };
}

/** Of the units that vary most. */
async function statisticsSection({ set: { codes } }: Subject): Promise<Section> {
  const statistics = await latentStatistics(codes);
  const { mean, variance, activity, dead, effectiveDimension } = statistics;
  const units = Array.from(variance.keys()).toSorted((a, b) => variance[b]! - variance[a]!).slice(0, 10);
  const isAll = units.length === variance.length;
  return {
    heading: 'Statistics of the code',
    note:
      `Effective dimension ${effectiveDimension.toFixed(1)} of ${count(variance.length)}; ${dead.length === 0 ? 'no unit is' : dead.length === 1 ? '1 unit is' : `${count(dead.length)} units are`} dead. Active: the share of samples in which a unit is not 0.` +
      (isAll ? '' : ' The ten units that vary most:'),
    table: {
      columns: ['unit', 'mean', 'variance', 'active'],
      rows: units.map((unit) => [String(unit), significant(mean[unit]!), significant(variance[unit]!), percent(activity[unit]!)]),
    },
    ...(variance.length > 1 && { pictures: [correlationPicture(statistics)] }),
  };
}

function correlationPicture(statistics: LatentStatistics) {
  const view = correlationGrid(statistics);
  const shown = view.x.values.length;
  const which = shown < statistics.variance.length ? `, of the ${shown} that vary most` : '';
  return { view, caption: `Correlation of every two units${which}: white 1, grey 0, black −1` };
}

function errorsTable({ val, baselines }: Errors): Table {
  return {
    columns: ['', 'mean squared error'],
    rows: [
      ['this model', significant(val.mse)],
      ['PCA, code of equal size', significant(baselines.pca.mse)],
      ['mean of the training samples', significant(baselines.mean.mse)],
      ['this model, untrained', significant(baselines.untrained.mse)],
    ],
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What cannot be shown of this model is left out, and said. */
async function whereDrawable(section: () => Promise<Section>, say: Subject['say']): Promise<Section[]> {
  try {
    return [await section()];
  } catch (error) {
    if (!HourglassError.isInstance(error)) throw error;
    say(`Left out: ${error.message}`);
    return [];
  }
}
