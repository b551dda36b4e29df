import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesUnder, root } from './repository.js';

const withoutCode = (markdown: string) => markdown.replace(/```.*?```|`[^`\n]*`/gs, '');

/** The anchor that GitHub gives a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchorsOf = (markdown: string) =>
  [...markdown.replace(/```.*?```/gs, '').matchAll(/^#+\s+(.*)$/gm)].map(([, heading = '']) => anchor(heading));

describe('links in documents point to what exists', () => {
  it.each(filesUnder('.', '.md'))('%s', (document) => {
    const markdown = readFileSync(join(root, document), 'utf8');
    const links = [...withoutCode(markdown).matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|href)="([^"]+)"/g)];
    for (const link of links.map(([, inline, attribute]) => inline ?? attribute!)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path = '', fragment] = decodeURI(link).split('#');
      const target = path === '' ? join(root, document) : join(root, dirname(document), path);
      expect(existsSync(target), `${document} links to ${link}`).toBe(true);
      if (fragment !== undefined && target.endsWith('.md'))
        expect(anchorsOf(readFileSync(target, 'utf8')), `${document} links to ${link}`).toContain(fragment);
    }
  });
});
