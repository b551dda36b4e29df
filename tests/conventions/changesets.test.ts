import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesUnder, packages, root } from './repository.js';

const named = filesUnder('.changeset', '.md')
  .filter((file) => !file.endsWith('README.md'))
  .flatMap((file) => {
    const [, front = '', text = ''] = readFileSync(`${root}${file}`, 'utf8').split(/^---$/m);
    return [...front.matchAll(/^['"]?(?<name>@hourglass\/[\w-]+)['"]?:\s*(?<bump>\w+)\s*$/gm)].map(({ groups }) => ({
      file,
      name: groups!['name']!,
      bump: groups!['bump']!,
      text: text.trim(),
    }));
  });

describe('changesets', () => {
  it('name packages that exist, a known step, and a line for the change log', () => {
    const names = packages.map(({ manifest }) => manifest.name);
    for (const { file, name, bump, text } of named) {
      expect(names, `${file} names ${name}`).toContain(name);
      expect(['patch', 'minor', 'major'], `${file}: ${bump}`).toContain(bump);
      expect(text, `${file} has no text`).not.toBe('');
    }
  });

  const manifests = packages.map(({ manifest }) => manifest);
  const unreleased = manifests.filter(({ version }) => version === '0.0.0').map(({ name }) => name);
  it.each(unreleased)('announce the first release of %s', (unreleasedName) => {
    expect(named.map(({ name }) => name)).toContain(unreleasedName);
  });
});
