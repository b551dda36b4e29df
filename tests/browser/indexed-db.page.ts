import { CheckpointError } from '@hourglass/core';
import { indexedDb } from '@hourglass/core/browser';

/** What the tests call in the page. */
const page = { indexedDb, CheckpointError };
export type IndexedDbPage = typeof page;

Object.assign(window, page);
