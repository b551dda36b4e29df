import { adbench, cifar10, creditCardFraud, fashionMnist, freeSpokenDigits, mnist, nab, type NabOptions, type FreeSpokenDigitsOptions } from '@hourglass/datasets/node';
import type { Dataset } from '@hourglass/core';
import { flag, number, words } from '../../readers.js';
import type { DataSource } from '../data-source.js';
import { overlap } from '../overlap.js';
import type { Place } from '../place.js';

type InParts = (path: string | undefined, options: { readonly split: 'train' | 'test' }) => Promise<Dataset>;

/** A public set in two parts, by its name or in a folder that holds its files. */
const publicSet = (name: string, open: InParts, isFolder: (paths: readonly string[]) => boolean): DataSource => ({
  name,
  names: [name],
  options: {},
  matches: (place) => (place.kind === 'name' ? place.address === name : place.kind === 'files' && !place.isArchive && isFolder(place.paths)),
  open: async (place) => {
    const path = pathOf(place);
    const train = await open(path, { split: 'train' });
    const hasTest = place.kind !== 'files' || place.paths.some((file) => /t(est|10k)[-_]/.test(file));
    return hasTest ? { train, test: await open(path, { split: 'test' }) } : { whole: train };
  },
});

const pathOf = ({ kind, address }: Place): string | undefined => (kind === 'name' ? undefined : address);

/** A public set in one part. */
const wholeSet = (name: string, open: (options: object) => Promise<Dataset>): DataSource => ({
  name,
  names: [name],
  options: {},
  matches: ({ kind, address }) => kind === 'name' && address === name,
  open: async (_, given) => ({ whole: await open(given) }),
});

/** Recordings in windows that lie one after the other, unless a step is given. */
const spokenDigits: DataSource = {
  ...wholeSet('free-spoken-digits', (options) => freeSpokenDigits(undefined, options)),
  options: { speakers: words, window: number, step: number },
  open: async (_, given) => {
    const { window = 1024, step = window } = given;
    return { whole: await freeSpokenDigits(undefined, { ...given, window } as FreeSpokenDigitsOptions), overlap: overlap(window, step) };
  },
};

/** One of many sets that belong together: `nab/art_daily_jumpsup`. */
const memberSet = (name: string, open: (member: string, options: object) => Promise<Dataset>): DataSource => ({
  name,
  names: [`${name}/<name>`],
  options: {},
  matches: ({ kind, address }) => kind === 'name' && address.startsWith(`${name}/`),
  open: async ({ address }, given) => ({ whole: await open(address.slice(name.length + 1), given) }),
});

/** A series in windows that begin at each of its rows, unless a step is given. */
const nabSeries: DataSource = {
  ...memberSet('nab', (name) => nab(name)),
  options: { window: number, step: number, normalise: flag },
  open: async ({ address }, given) => {
    const { window = 288, step = 1 } = given;
    return { whole: await nab(address.slice('nab/'.length), undefined, { ...given, window } as NabOptions), overlap: overlap(window, step) };
  },
};

export const publicSets: readonly DataSource[] = [
  publicSet('mnist', mnist, (paths) => paths.some((path) => path.startsWith('t10k-'))),
  publicSet('fashion-mnist', fashionMnist, () => false), // its files are called as those of mnist
  publicSet('cifar10', cifar10, (paths) => paths.some((path) => /(^|\/)data_batch_\w+\.bin(\.gz)?$/.test(path))),
  wholeSet('credit-card-fraud', (options) => creditCardFraud(undefined, options)),
  spokenDigits,
  nabSeries,
  memberSet('adbench', (name, options) => adbench(name, undefined, options)),
];
