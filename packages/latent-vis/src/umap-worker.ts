import { umapLayout, type UmapJob } from './projections/umap-layout.js';
import type { UmapReport } from './projections/umap-report.js';

/** The other end of a worker: a port in Node, the global scope in a browser. */
interface Port {
  addEventListener(type: 'message', listener: (event: { readonly data: UmapJob }) => void): void;
  postMessage(report: UmapReport): void;
}

/** Nothing where this is loaded outside a worker. */
function openPort(): Port | undefined {
  const threads = globalThis.process?.getBuiltinModule?.('node:worker_threads');
  const port: unknown = threads ? threads.parentPort : 'document' in globalThis ? null : globalThis;
  return (port as Port | null) ?? undefined;
}

const port = openPort();
port?.addEventListener('message', ({ data: job }) => {
  const points = umapLayout(job, (epoch, epochs) => port.postMessage({ kind: 'epoch', epoch, epochs }));
  port.postMessage({ kind: 'points', points });
});
