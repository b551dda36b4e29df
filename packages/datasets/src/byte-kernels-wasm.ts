// Made from packages/datasets/kernels/bytes.ts by scripts/kernels.mjs.

/** WebAssembly in base64, 248 bytes. */
export const byteKernelsWasm =
  'AGFzbQEAAAABBwFgA39/fwACDwEDZW52Bm1lbW9yeQIAAAMCAQAHCAEEdW5pdAAACsUBAcIBAQJ7IAAgAmohAgNAIAAgAkkEQCABIAD9AAQAIgP9iQEi' +
  'BP2pAf37Af0MAAB/QwAAf0MAAH9DAAB/Q/3nAf0LBAAgASAE/aoB/fsB/QwAAH9DAAB/QwAAf0MAAH9D/ecB/QsEECABIAP9igEiA/2pAf37Af0MAAB/' +
  'QwAAf0MAAH9DAAB/Q/3nAf0LBCAgASAD/aoB/fsB/QwAAH9DAAB/QwAAf0MAAH9D/ecB/QsEMCAAQRBqIQAgAUFAayEBDAELCws=';
