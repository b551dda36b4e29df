/** Compiles optimisers.ts; gives the text of the TypeScript file that holds the binary. */
export declare function kernelsModule(): Promise<string>;
