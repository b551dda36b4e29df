import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesUnder, root } from './repository.js';
import { compilerOptions, typeCheck } from './type-check.js';

/**
 * The ```ts blocks of a document, as files beside it whose line numbers are the document's own. A block without an
 * import goes on from the blocks before it; ```ts no-check marks one that is not meant to compile.
 */
function codeBlocks(document: string): [path: string, text: string][] {
  const markdown = readFileSync(join(root, document), 'utf8');
  let story = '';
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ 1: code = '', index }, place) => {
    const line = markdown.slice(0, index).split('\n').length;
    if (/^import /m.test(code)) story = '';
    story += '\n'.repeat(line - story.split('\n').length + 1) + code;
    return [join(root, `${document}.block-${place + 1}.ts`), story];
  });
}

const documents = filesUnder('.', '.md').filter((document) => !document.endsWith('CHANGELOG.md'));
const blocks = documents.map((document) => [document, codeBlocks(document)] as const).filter(([, found]) => found.length);

describe('code in documents compiles', () => {
  const faults = typeCheck(new Map(blocks.flatMap(([, found]) => found)), {
    ...compilerOptions,
    moduleDetection: ts.ModuleDetectionKind.Force,
  });

  it.each(blocks)('%s', (_, found) => {
    expect(found.flatMap(([path]) => faults.get(path)!)).toEqual([]);
  });

  it('and a block that does not compile is found', () => {
    const path = join(root, 'README.md.block-0.ts');
    const text = "import { createSeed } from '@hourglass/core';\ncreateSeed('not a number').fork(1);\n";
    expect(typeCheck(new Map([[path, text]])).get(path)).not.toEqual([]);
  });
});
