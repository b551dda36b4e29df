// Made from packages/datasets/kernels/bytes.ts by scripts/kernels.mjs.

/** WebAssembly in base64, 360 bytes. */
export const byteKernelsWasm =
  'AGFzbQEAAAABBwFgA39/fwACDwEDZW52Bm1lbW9yeQIAAAMCAQAHCAEEdW5pdAAACrUCAbICAQN7IAAgAmohAgNAIAAgAkkEQCABIAD9AAQAIgT9iQEi' +
  'A/2pAf36ASIF/QwAgYA7AIGAOwCBgDsAgYA7/eYBIAX9DP/+frP//n6z//5+s//+frP95gH95AH9CwQAIAEgA/2qAf36ASID/QwAgYA7AIGAOwCBgDsA' +
  'gYA7/eYBIAP9DP/+frP//n6z//5+s//+frP95gH95AH9CwQQIAEgBP2KASID/akB/foBIgT9DACBgDsAgYA7AIGAOwCBgDv95gEgBP0M//5+s//+frP/' +
  '/n6z//5+s/3mAf3kAf0LBCAgASAD/aoB/foBIgP9DACBgDsAgYA7AIGAOwCBgDv95gEgA/0M//5+s//+frP//n6z//5+s/3mAf3kAf0LBDAgAEEQaiEA' +
  'IAFBQGshAQwBCwsL';
