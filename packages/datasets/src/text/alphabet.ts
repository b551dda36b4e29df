import { InvalidDataError } from '@hourglass/core';
import { textChunks, type TextOptions } from './text-chunks.js';
import type { Source } from '../byte-source.js';

/** The different characters of a text, in the order of their code points, and how many there are in all. */
export interface AlphabetSurvey {
  readonly alphabet: readonly string[];
  readonly count: number;
}

/**
 * Looks through a text for its characters (code points).
 *
 * @param given the characters that it may hold; without it, all that it does
 * @throws InvalidDataError, with the line, for one that is not given
 */
export async function surveyAlphabet(source: Source, given: readonly string[] | undefined, options: TextOptions): Promise<AlphabetSurvey> {
  const known = given && new Set(given);
  const found = new Set<string>();
  let [count, line] = [0, 1];
  for await (const chunk of textChunks(source, options))
    for (const character of chunk) {
      count++;
      found.add(character);
      if (known && !known.has(character))
        throw new InvalidDataError(`line ${line}: expected characters of the alphabet, received ${JSON.stringify(character)}. Leave alphabet out, or add the character to it.`);
      if (character === '\n') line++;
    }
  return { alphabet: given ?? [...found].toSorted((a, b) => a.codePointAt(0)! - b.codePointAt(0)!), count };
}
