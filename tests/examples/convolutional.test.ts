import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { basic } from '../../apps/examples/src/convolutional/basic.js';

describe('the convolutional example', () => {
  let folder: string;
  let errors: Awaited<ReturnType<typeof basic>>;
  beforeAll(async () => {
    vi.spyOn(console, 'log').mockReturnValue();
    folder = await mkdtemp(join(tmpdir(), 'hourglass-examples-'));
    errors = await basic({ count: 800, epochs: 6, folder });
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('learns digits with each of its nets, best with a code that keeps places', () => {
    expect(errors['places']).toBeLessThan(0.02);
    expect(errors['flat']).toBeLessThan(0.055);
    expect(errors['kerasBlog']).toBeLessThan(0.055);
  });

  it('draws what they make of digits', async () => {
    expect((await readdir(folder)).sort()).toEqual(['flat.png', 'kerasBlog.png', 'places.png']);
  });
});
