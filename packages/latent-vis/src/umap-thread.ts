import { EnvironmentError } from '@hourglass/core';
import type { UmapJob } from './projections/umap-layout.js';
import type { UmapReport } from './projections/umap-report.js';

export interface UmapThreadOptions {
  readonly onEpoch: (epoch: number, epochs: number) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * A layout by UMAP in a worker of its own, in Node and in browsers; it ends with the layout, or with the signal.
 *
 * @returns `[count, 2]`
 * @throws EnvironmentError where the worker does not start, or breaks down
 * @throws the signal's reason where it is aborted
 */
export async function umapInThread(job: UmapJob, { onEpoch, signal }: UmapThreadOptions): Promise<Float32Array> {
  signal?.throwIfAborted();
  const worker = startWorker();
  const ended = new AbortController(); // of listening to the signal
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => { reject(signal.reason as Error); }, { signal: ended.signal });
      worker.listen({
        onReport: (report) => {
          if (report.kind === 'points') resolve(report.points);
          else onEpoch(report.epoch, report.epochs);
        },
        onError: (cause) => { reject(brokenDown(cause)); },
      });
      worker.post(job);
    });
  } finally {
    ended.abort();
    worker.end();
  }
}

interface UmapWorker {
  listen(listeners: { onReport(report: UmapReport): void; onError(cause: Error): void }): void;
  post(job: UmapJob): void;
  end(): void;
}

/** This file lies beside the worker's, in the sources as in the build. */
function startWorker(): UmapWorker {
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  if (threads) {
    const name = './umap-worker.js'; // apart, since bundlers take an address written in one piece for theirs
    const worker = new threads.Worker(new URL(name, import.meta.url));
    return {
      listen: ({ onReport, onError }) => worker.on('message', onReport).on('error', onError),
      post: (job) => { worker.postMessage(job); },
      end: () => void worker.terminate(),
    };
  }
  const worker = new Worker(new URL('./umap-worker.js', import.meta.url), { type: 'module' });
  return {
    listen: ({ onReport, onError }) => {
      worker.onmessage = ({ data }: MessageEvent<UmapReport>) => { onReport(data); };
      worker.onerror = ({ message }) => { onError(new Error(message ?? 'its script did not load')); };
    },
    post: (job) => { worker.postMessage(job); },
    end: () => { worker.terminate(); },
  };
}

const brokenDown = (cause: Error): EnvironmentError =>
  new EnvironmentError(
    `projectUmap: its worker did not start, or broke down: ${cause.message}. It is a file of its own, umap-worker.js: a bundler ` +
      'has to keep it beside what starts it, or to leave @hourglass/latent-vis out of the bundle.',
    { cause },
  );
