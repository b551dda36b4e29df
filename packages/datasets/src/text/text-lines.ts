import type { Source } from '../byte-source.js';
import { textChunks } from './text-chunks.js';

/** A line of text and its number, from 1 on. */
export interface TextLine {
  readonly text: string;
  readonly line: number;
}

/** The lines of a source, without the newlines; a newline at the end begins no further line. */
export async function* textLines(source: Source): AsyncGenerator<TextLine> {
  let line = 0;
  let rest = '';
  for await (const chunk of textChunks(source)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const text of lines) yield { text, line: ++line };
  }
  if (rest !== '') yield { text: rest, line: line + 1 };
}
