// Made from packages/core/kernels/scale.ts by scripts/kernels.mjs.

/** WebAssembly in base64, 120 bytes. */
export const scaleKernelsWasm =
  'AGFzbQEAAAABCAFgBH9/f38AAg8BA2VudgZtZW1vcnkCAAADAgEABwkBBXNjYWxlAAAKRAFCAANAIAAgAUkEQCAAIAD9AAQAIAL9AAQA/eUBIAP9AAQA' +
  '/ecB/QsEACAAQRBqIQAgAkEQaiECIANBEGohAwwBCwsL';
