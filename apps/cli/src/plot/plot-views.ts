import { InvalidDataError } from '@hourglass/core';
import {
  activationMaps,
  featureCards,
  filters,
  lossCurves,
  manifoldGrid,
  planeGrid,
  projectPca,
  projectUmap,
  reconstructionRows,
  traversals,
  type Scatter,
  type View,
} from '@hourglass/latent-vis';
import { unitsOf, type Subject } from './subject.js';

/** Every view that can be asked for by name, and what it shows. */
export const plotViews = {
  rows: { shows: 'samples over their reconstructions, and where these are wrong', of: rows },
  loss: { shows: 'the course of the terms in training', of: loss },
  map: { shows: 'the codes, by UMAP where they have more than two numbers', of: map },
  pca: { shows: 'the codes, by PCA', of: ({ set }) => projectPca(set) },
  manifold: { shows: 'what a plane of codes decodes to', of: manifold },
  traversals: { shows: 'what each number of the code changes', of: ({ model, set }) => traversals(model, set) },
  features: { shows: 'the units of a sparse code: where they are strongest, what they add', of: ({ model, set }) => featureCards(model, set) },
  filters: { shows: 'what each unit adds to a reconstruction', of: ({ model }) => filters(model) },
  activations: { shows: 'the maps of the convolutions of the encoder for a sample', of: ({ model, set }) => activationMaps(model, rowsOf(set.images!.samples, [0])) },
} satisfies Record<string, PlotView>;

export type PlotViewName = keyof typeof plotViews;

interface PlotView {
  readonly shows: string;
  readonly of: (subject: Subject) => Promise<View>;
}

async function rows({ model, data }: Subject): Promise<View> {
  return reconstructionRows(model, data, { count: 12, errors: true });
}

async function loss({ history }: Subject): Promise<View> {
  if (history.epochs.length === 0) throw new InvalidDataError('loss: expected a model that was trained for an epoch or more, received one without.');
  return lossCurves(history);
}

async function map(subject: Subject): Promise<Scatter> {
  const { set, signal, say, model } = subject;
  if (unitsOf(subject) < 2) return projectPca(set);
  if (unitsOf(subject) === 2) return { kind: 'scatter', points: set.codes, axes: ['unit 0', 'unit 1'], ...known(set) };
  say(`Laying ${set.codes.shape[0]!.toLocaleString('en')} codes out by UMAP …`);
  return projectUmap(set, { seed: model.seed, signal, neighbours: Math.min(15, set.codes.shape[0]! - 1) });
}

const known = ({ codes: _, ...rest }: Subject['set']): Omit<Subject['set'], 'codes'> => rest;

/** Of a code of two numbers over its quantiles, of a longer one through three samples of different classes. */
async function manifold(subject: Subject): Promise<View> {
  const { model, set } = subject;
  if (unitsOf(subject) === 2) return manifoldGrid(model, set);
  const classes = Array.from(set.labels ?? []);
  const differing = [...new Set(classes)].slice(0, 3).map((label) => classes.indexOf(label));
  const corners = differing.length === 3 ? differing : [0, 1, 2];
  if (set.codes.shape[0]! < 3) throw new InvalidDataError(`manifold: expected three samples or more, received ${set.codes.shape[0]}.`);
  return planeGrid(model, rowsOf(set.codes, corners), { rows: 12, columns: 12 });
}

function rowsOf({ data, shape }: Subject['set']['codes'], places: readonly number[]): Subject['set']['codes'] {
  const size = data.length / shape[0]!;
  return { data: Float32Array.from({ length: places.length * size }, (_, i) => data[places[Math.floor(i / size)]! * size + (i % size)]!), shape: [places.length, ...shape.slice(1)] };
}
