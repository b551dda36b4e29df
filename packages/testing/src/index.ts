export { testVariant, type VariantTest } from './test-variant.js';
export { testEngine, type EngineTest } from './test-engine.js';
export { testDataset, type DatasetTest } from './test-dataset.js';
export { expectNoLeaks } from './expect-no-leaks.js';
export { memoryStorage } from './memory-storage.js';
export { randomDataset } from './random-dataset.js';
