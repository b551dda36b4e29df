import type { Batch } from '@hourglass/core';
import { allBatches } from '../fuzz/all-batches.js';
import type { FuzzTarget } from '../fuzz/fuzz.js';
import { zipOf } from '../zip/zip.fixture.js';
import { targets as npyTargets } from './npy.fuzz.js';
import { npz } from './npz.js';
import { writeNpy } from './write-npy.js';

const labels = { path: 'y.npy', bytes: writeNpy({ data: Int32Array.of(1, 0), shape: [2] }), deflate: true };
const samples = { path: 'X.npy', bytes: writeNpy({ data: Float32Array.of(0.5, 1, 2, -3), shape: [2, 2] }), deflate: true };
const [npy] = npyTargets as [FuzzTarget];

export const targets: readonly FuzzTarget[] = [
  {
    name: 'npz',
    valid: async () => [await zipOf([samples, labels]), await zipOf([{ ...samples, deflate: false }], { wide: true })],
    read: async (bytes) => allBatches(await npz(bytes)),
    agrees: (_, batches) => (batches as readonly Batch[]).every(({ clean, label }) => clean.data.join() === '0.5,1,2,-3' && (label?.data.join() ?? '1,0') === '1,0'),
  },
  {
    name: 'npz of damaged arrays',
    valid: () => npy.valid(),
    read: async (bytes) => allBatches(await npz(await zipOf([{ path: 'X.npy', bytes, deflate: true }]))),
    agrees: (bytes, batches) => npy.agrees!(bytes, batches),
  },
];
