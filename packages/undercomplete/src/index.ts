export { undercomplete } from './undercomplete.js';
export { activations } from './undercomplete-options.js';
export type { Activation, UndercompleteOptions } from './undercomplete-options.js';
