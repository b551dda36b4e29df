import type { BackendName } from './backends.js';
import type { EngineName } from './engines.js';
import type { FeedName } from './feeds.js';
import type { Work } from './handed-work.js';

/** What a Node process is started to do. */
export type Job = Work &
  (
    | { readonly task: 'training' | 'encoding'; readonly on: EngineName }
    | { readonly task: 'feeding'; readonly on: EngineName; readonly feed: FeedName }
    | { readonly task: 'tfjs-fit'; readonly on: BackendName }
    | { readonly task: 'matmul-limit' }
  );
