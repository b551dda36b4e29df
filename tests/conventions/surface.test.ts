import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { packages, root } from './repository.js';
import { compilerOptions } from './type-check.js';

const file = `${root}tests/conventions/surface.json`;
const entries = packages.flatMap((found) => found.entries);
const names = entries.map(({ name }) => name);
const program = ts.createProgram(entries.map(({ source }) => source), compilerOptions);
const checker = program.getTypeChecker();

interface Surface {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** The names that an entry exports, apart by whether they exist at run time. */
function surfaceOf(source: string): Surface {
  const symbol = checker.getSymbolAtLocation(program.getSourceFile(source)!);
  const exported = (symbol ? checker.getExportsOfModule(symbol) : []).map((found) => {
    const typeOnly = found.declarations?.some((declaration) => ts.isTypeOnlyExportDeclaration(declaration)) ?? false;
    const target = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
    return { name: found.name, isValue: !typeOnly && (target.flags & ts.SymbolFlags.Value) !== 0 };
  });
  const named = (isValue: boolean) => exported.filter((found) => found.isValue === isValue).map(({ name }) => name);
  return { values: named(true).toSorted(), types: named(false).toSorted() };
}

const surface = Object.fromEntries(entries.map(({ name, source }) => [name, surfaceOf(source)]));
if (process.env['UPDATE_SURFACE']) writeFileSync(file, `${JSON.stringify(surface, null, 2)}\n`);
const frozen = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Surface>) : {};

describe('the public surface', () => {
  it.each(names)('of %s is as it was frozen', (name) => {
    expect(
      surface[name],
      `What ${name} exports has changed. If it is meant, run UPDATE_SURFACE=1 npx vitest run tests/conventions/surface.test.ts, ` +
        'commit tests/conventions/surface.json and say so in a changeset (a name that goes away is a breaking change).',
    ).toEqual(frozen[name]);
  });

  it.each(names)('of %s is what loading it gives', async (name) => {
    const loaded = (await import(name)) as object;
    expect(Object.keys(loaded).toSorted()).toEqual(surface[name]!.values);
  });

  it('holds no entry that is gone', () => {
    expect(Object.keys(frozen).filter((name) => !(name in surface))).toEqual([]);
  });
});
