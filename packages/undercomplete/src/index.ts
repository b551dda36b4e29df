export { undercomplete } from './undercomplete.js';
export type { Activation, UndercompleteOptions } from './undercomplete-options.js';
