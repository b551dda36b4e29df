import { reading, type ByteSource, type Source } from '../byte-source.js';
import type { FileSet } from '../file-set.js';
import { usableFiles, type SkipOptions } from '../usable-files.js';
import { wavFormat, type WavFormat } from './wav-format.js';

/** A WAV file whose header was read. */
export interface Recording {
  /** Its path in its set, or its name. */
  readonly path: string;
  readonly source: ByteSource;
  readonly format: WavFormat;
  readonly isSequential: boolean;
}

/**
 * The WAV files of a source.
 *
 * @throws InvalidDataError where there is none, or one is damaged
 */
export const recordings = (source: FileSet | Source, options: SkipOptions): Promise<readonly Recording[]> =>
  usableFiles(
    source,
    {
      what: 'recordings',
      format: 'WAV',
      suffix: /\.wav$/i,
      open: (file) =>
        reading(file, async (bytes) => {
          const format = await wavFormat(bytes);
          return format && { path: file.path, source: file, format, isSequential: bytes.sequential };
        }),
    },
    options,
  );
