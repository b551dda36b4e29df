/** The root of the repository. */
export declare const root: string;

export interface PackageEntry {
  /** As users import it: `@hourglass/core/node`. */
  readonly name: string;
  /** As package.json names it: `./node`. */
  readonly entry: string;
  /** The absolute path of its source. */
  readonly source: string;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly description?: string;
  readonly repository?: unknown;
  readonly exports: Readonly<Record<string, unknown>>;
  /** What its own `#` names stand for, by condition. */
  readonly imports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly files?: readonly string[];
  readonly engines?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export interface Package {
  readonly folder: string;
  readonly path: string;
  readonly manifest: Manifest;
  readonly entries: readonly PackageEntry[];
}

export declare function packages(): Package[];
export declare function importsOf(file: string): { readonly specifier: string; readonly typeOnly: boolean }[];
export declare function reachable(files: readonly string[], found?: Set<string>): Set<string>;
export declare function nodeOnlyFiles(): string[];
