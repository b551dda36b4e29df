export { contractive, type ContractiveOptions } from './contractive.js';
export { contraction, type ContractionOptions } from './contraction.js';
