/**
 * Compiles kernels that are kept as WebAssembly in base64.
 *
 * @param env what they import: their memory, functions of the host
 * @returns what they export, or nothing where a content policy forbids to compile them
 */
export function wasmKernels(base64: string, env: WebAssembly.ModuleImports): WebAssembly.Exports | undefined {
  const binary = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(binary), { env }).exports;
  } catch {
    return undefined;
  }
}
