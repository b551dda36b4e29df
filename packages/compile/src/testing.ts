export { lazyBackendName, registerLazyBackend } from './testing/lazy-backend.js';
