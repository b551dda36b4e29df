import { dirname, join } from 'node:path';
import ts from 'typescript';
import { root } from './repository.js';

export const compilerOptions: ts.CompilerOptions = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
  ts.sys,
  root,
).options;

/**
 * Type-checks texts as if they were files at these absolute paths, so that their imports resolve as they would there.
 *
 * @returns for each path, what the compiler says of it: `line 3: …`
 */
export function typeCheck(texts: ReadonlyMap<string, string>, options = compilerOptions): Map<string, string[]> {
  const system: ts.System = {
    ...ts.sys,
    fileExists: (path) => texts.has(path) || ts.sys.fileExists(path),
    readFile: (path, encoding) => texts.get(path) ?? ts.sys.readFile(path, encoding),
    directoryExists: (path) => [...texts.keys()].some((file) => dirname(file) === path) || ts.sys.directoryExists(path),
  };
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...texts.keys()], options, {
    ...host,
    fileExists: system.fileExists,
    readFile: (path) => system.readFile(path),
    directoryExists: system.directoryExists,
    getSourceFile: (path, version) => {
      const text = texts.get(path);
      return text === undefined ? host.getSourceFile(path, version) : ts.createSourceFile(path, text, version);
    },
  });
  return new Map(
    [...texts.keys()].map((path) => {
      const file = program.getSourceFile(path)!;
      const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      return [path, found.map((diagnostic) => describe(file, diagnostic))];
    }),
  );
}

const describe = (file: ts.SourceFile, { start = 0, messageText }: ts.Diagnostic) =>
  `line ${file.getLineAndCharacterOfPosition(start).line + 1}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
