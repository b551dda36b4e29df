import { spawnSync } from 'node:child_process';
import { existsSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../conventions/repository.js';

const version = () => spawnSync(process.execPath, [`${root}scripts/hourglass.mjs`, '--version'], { encoding: 'utf8' });

describe('npm run hourglass', () => {
  it('builds what is older than its sources, says so on stderr alone, and then starts at once', { timeout: 300_000 }, () => {
    const dist = `${root}apps/cli/dist`;
    if (existsSync(dist)) utimesSync(dist, 0, 0);
    const [first, second] = [version(), version()];
    expect(first).toMatchObject({ status: 0, stderr: expect.stringContaining('Building: done') });
    expect(second).toMatchObject({ status: 0, stderr: '' });
    for (const { stdout } of [first, second]) expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
