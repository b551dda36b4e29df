import { readExactly, reading, type Source } from './byte-source.js';

/** All bytes of a source. */
export const wholeBytes = (source: Source): Promise<Uint8Array> => reading(source, (bytes) => readExactly(bytes, 0, bytes.size));
