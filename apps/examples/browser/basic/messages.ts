import type { History, Run } from '@hourglass/core';
import type { Rows } from '@hourglass/latent-vis';

/** What the page asks of the worker. */
export type Request =
  | { readonly kind: 'train'; readonly codeSize: number; readonly epochs: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'load' };

/** What the worker tells the page. */
export type Report =
  | { readonly kind: 'engine'; readonly title: string }
  | { readonly kind: 'ready'; readonly hasSavedRun: boolean }
  | { readonly kind: 'step'; readonly epoch: number; readonly epochs: number; readonly share: number }
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'done'; readonly stopped: Run['stopped']; readonly saved: boolean }
  | { readonly kind: 'failed'; readonly message: string };

/** What a model makes of digits that it never saw. */
export interface View {
  readonly codeSize: number;
  readonly rows: Rows;
  readonly history: History;
  /** Mean squared error per pixel; none of a model that has learned nothing yet. */
  readonly error?: number;
  /** That before training; unknown of a run that was loaded. */
  readonly firstError?: number;
  /** That of the mean image, drawn in place of every digit. */
  readonly meanImageError: number;
}
