import { characters, csv, images, npz, paired, records, wav, words, wordVectors, zip } from '@hourglass/datasets';
import { cifar10, file, folderFiles, mnist, nab } from '@hourglass/datasets/node';
import { join } from 'node:path';
import type { KnownSet } from './set-checks.js';

/** The sets that are known, in the folder that holds them; the hashes were found by NumPy too, those of documents, of words and of windows apart. */
export function setsIn(data: string): readonly KnownSet[] {
  const at = (path: string): string => join(data, path);
  const set = (name: string, expected: string, open: KnownSet['open']): KnownSet => ({ name, expected, open });
  const patches = { patch: [64, 64], step: [32, 32] } as const;
  return [
    set('mnist train', '60000 × [28, 28, 1], 10 classes, f9baf919f4e18df8', () => mnist(at('mnist'), { split: 'train' })),
    set('mnist test', '10000 × [28, 28, 1], 10 classes, 2a50865a8e651150', () => mnist(at('mnist'), { split: 'test' })),
    set('omniglot', '2720 × [105, 105, 1], 136 classes, b00a9c18f4e3076b', () => images(zip(file(at('omniglot/images_background_small1.zip'))), { labels: 'folders' })),
    set('dirty documents, patches in pairs', '210 × [64, 64, 1], c6f7489f4f45be6d', async () =>
      paired(await images(folderFiles(at('dirty-documents-4/train')), patches), await images(folderFiles(at('dirty-documents-4/train_cleaned')), patches)),
    ),
    set('fsdd', '5840 × [1024, 1], 10 classes, 0aba2db39e353efc', () => wav(folderFiles(at('fsdd/recordings')), { window: 1024, labels: 'names' })),
    set('cifar10', '5000 × [32, 32, 3], 10 classes, 6a499a39eda507d8', () => cifar10(at('cifar10-bin-subset'))),
    set('quickdraw cats', '1000 × [28, 28, 1], 8a61c986ca6792cc', () => records(file(at('quickdraw-3x1000/cats1000.bin')), { shape: [28, 28, 1] })),
    set('quickdraw rainbows', '1000 × [28, 28, 1], 975c5ae06e329234', () => records(file(at('quickdraw-3x1000/rainbows1000.bin')), { shape: [28, 28, 1] })),
    set('tinyshakespeare, characters', '34856 × [32], e591c4261c760491', () => characters(file(at('tinyshakespeare/input.txt')), { length: 32 })),
    set('tinyshakespeare, words', '32777 × [1000], edd3ca58ca9bb6b3', () => words(file(at('tinyshakespeare/input.txt')))),
    set('word2vec', '1000 × [300], 1000 classes, 3177730633ac9818', () => wordVectors(file(at('word2vec-1000/wordvecs1000.js')))),
    set('nab, windows with labels', '3745 × [288, 1], 2 classes, 9fb899f657b06de1', () => nab('art_daily_jumpsup', at('nab'))),
    ...Object.entries(nabSeries).map(([name, expected]) => set(`nab ${name}`, expected, () => csv(file(at(`nab/data/${name}.csv`)), { columns: ['value'] }))),
    ...Object.entries(adbenchSets).map(([name, expected]) => set(`adbench ${name}`, expected, () => npz(file(at(`adbench/Classical/${name}.npz`))))),
  ];
}

const nabSeries = {
  'artificialNoAnomaly/art_daily_no_noise': '4032 × [1], aeb45d26d9f9ab68',
  'artificialNoAnomaly/art_daily_perfect_square_wave': '4032 × [1], bd2ecef3e1e89c65',
  'artificialNoAnomaly/art_daily_small_noise': '4032 × [1], 726acdb5c37b8172',
  'artificialNoAnomaly/art_flatline': '4032 × [1], 61ae1cd6a9900a92',
  'artificialNoAnomaly/art_noisy': '4032 × [1], dcad8f64500d8928',
  'artificialWithAnomaly/art_daily_flatmiddle': '4032 × [1], c53963ad3d61aa36',
  'artificialWithAnomaly/art_daily_jumpsdown': '4032 × [1], 7ea77554f775e4ed',
  'artificialWithAnomaly/art_daily_jumpsup': '4032 × [1], b344718a3685d54e',
  'artificialWithAnomaly/art_daily_nojump': '4032 × [1], 6e02924183ca2b8c',
  'artificialWithAnomaly/art_increase_spike_density': '4032 × [1], bcfaf10f22165e5f',
  'artificialWithAnomaly/art_load_balancer_spikes': '4032 × [1], 7b199fbc4db93566',
  'realKnownCause/machine_temperature_system_failure': '22695 × [1], 2512fc8a5bd61872',
  'realKnownCause/nyc_taxi': '10320 × [1], 652c6c84a43831a4',
};

const adbenchSets = {
  '18_Ionosphere': '351 × [32], 2 classes, 81be43465e6b8b54',
  '23_mammography': '11183 × [6], 2 classes, f2b03ccb369d8a18',
  '24_mnist': '7603 × [100], 2 classes, fe0da5f9b89dc2b6',
  '26_optdigits': '5216 × [64], 2 classes, 2315661dfbfe94b6',
  '2_annthyroid': '7200 × [6], 2 classes, 845605cebb55f3f2',
  '30_satellite': '6435 × [36], 2 classes, ae0d7de95ea99c47',
  '31_satimage-2': '5803 × [36], 2 classes, 69b21a780a098ec2',
  '32_shuttle': '49097 × [9], 2 classes, d553fcfe05f31d99',
  '37_Stamps': '340 × [9], 2 classes, b1d42586416e8b7d',
  '38_thyroid': '3772 × [6], 2 classes, 61dcc1d08065cde9',
  '4_breastw': '683 × [9], 2 classes, a8e5057954177afa',
  '6_cardio': '1831 × [21], 2 classes, 6a1d1d914ead6fb1',
  '7_Cardiotocography': '2114 × [21], 2 classes, d932e9e156e86120',
};
