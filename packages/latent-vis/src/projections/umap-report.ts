/** What the worker of UMAP says: after each epoch how many are done, and in the end the points `[count, 2]`. */
export type UmapReport =
  | { readonly kind: 'epoch'; readonly epoch: number; readonly epochs: number }
  | { readonly kind: 'points'; readonly points: Float32Array };
