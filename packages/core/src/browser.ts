export { indexedDb } from './indexed-db.js';
