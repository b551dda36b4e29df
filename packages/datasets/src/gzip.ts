/** True for the first two bytes of every gzip file (RFC 1952). */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Packs bytes with gzip. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Response(new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('gzip')));
  return new Uint8Array(await packed.arrayBuffer());
}
