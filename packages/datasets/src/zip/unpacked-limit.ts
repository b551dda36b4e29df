/** Bytes that a packed file may hold unpacked, unless its reader is told otherwise. */
export const unpackedLimit = 16 * 2 ** 30;
