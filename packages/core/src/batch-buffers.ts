/** Arrays to be filled, by the field of a batch that they are for; what they hold before is undefined. */
export interface BatchBuffers {
  float32(field: string, length: number): Float32Array;
  int32(field: string, length: number): Int32Array;
}

/**
 * The arrays of one iteration's batches: new ones for each batch, or, where the consumer allows it, the same ones again.
 *
 * @param reuse `BatchesOptions.reuse`
 */
export function batchBuffers(reuse = false): BatchBuffers {
  const kept = new Map<string, Float32Array | Int32Array>();
  const take = <Values extends Float32Array | Int32Array>(field: string, length: number, make: (length: number) => Values): Values => {
    if (!reuse) return make(length);
    const before = kept.get(field) as Values | undefined;
    const buffer = before && before.length >= length ? before : make(length);
    kept.set(field, buffer);
    return (buffer.length === length ? buffer : buffer.subarray(0, length)) as Values;
  };
  return {
    float32: (field, length) => take(field, length, (size) => new Float32Array(size)),
    int32: (field, length) => take(field, length, (size) => new Int32Array(size)),
  };
}
