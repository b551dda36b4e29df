/** Compiles a source, by its path from the root; gives the text of the TypeScript file that holds the binary. */
export declare function kernelsModule(source: string): Promise<string>;
