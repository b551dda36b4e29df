import { CheckpointError } from './errors.js';
import type { Shape } from './values.js';

/** What the header of a safetensors file says of one array; its offsets count bytes from the end of the header. */
export interface HeaderEntry {
  readonly dtype: 'F32' | 'I32';
  readonly shape: Shape;
  readonly data_offsets: readonly [begin: number, end: number];
}

export interface Header {
  readonly entries: readonly (readonly [name: string, entry: HeaderEntry])[];
  readonly metadata: Record<string, string>;
}

/**
 * Parses and checks the header of a safetensors file, but for how its offsets fit together.
 *
 * @param bytes JSON in UTF-8, with or without spaces behind it
 * @throws CheckpointError that says what was found
 */
export function parseHeader(bytes: Uint8Array): Header {
  const header = parseJson(bytes);
  if (!isRecord(header)) throw damaged(`expected an object as header, received ${show(header)}`);
  const { __metadata__: metadata = {}, ...arrays } = header;
  if (!isRecord(metadata) || !Object.values(metadata).every((text) => typeof text === 'string'))
    throw damaged(`expected texts by name as __metadata__, received ${show(metadata)}`);
  const entries = Object.entries(arrays).map(([name, entry]) => [name, checkEntry(name, entry)] as const);
  return { entries, metadata: metadata as Record<string, string> };
}

function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    header = JSON.parse(text);
  } catch (cause) {
    throw damaged('the header is not JSON', cause);
  }
  checkNames(text);
  return header;
}

/** `JSON.parse` keeps the last of two equal names without a word, so the names are read once more here. */
function checkNames(json: string): void {
  const open: Set<string>[] = []; // names so far, of each object that is open
  for (let i = 0; i < json.length; i++) {
    if (json[i] === '{') open.push(new Set());
    else if (json[i] === '}') open.pop();
    else if (json[i] === '"') {
      const begin = i++;
      while (json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
      let next = i + 1;
      while (/[ \t\r\n]/.test(json[next] ?? '')) next++;
      if (json[next] !== ':') continue; // a text, not a name
      const name = JSON.parse(json.slice(begin, i + 1)) as string;
      const names = open.at(-1)!;
      if (name === '__proto__') throw damaged('the header has the name __proto__');
      if (names.has(name)) throw damaged(`the header has the name ${show(name)} twice`);
      names.add(name);
    }
  }
}

function checkEntry(name: string, entry: unknown): HeaderEntry {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  if (dtype !== 'F32' && dtype !== 'I32')
    throw damaged(`${show(name)}: expected values of type F32 or I32, received ${show(dtype)}`);
  if (!isWholeNumbers(shape))
    throw damaged(`${show(name)}: expected a shape of whole numbers, received ${show(shape)}`);
  if (!isWholeNumbers(offsets) || offsets.length !== 2)
    throw damaged(`${show(name)}: expected two data_offsets, received ${show(offsets)}`);
  return { dtype, shape, data_offsets: [offsets[0]!, offsets[1]!] };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isWholeNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry) && entry >= 0);

/** A value in the words of a message: short, and however deep it is, one level of it. */
export function show(value: unknown): string {
  const shallow = (_: string, inner: unknown): unknown =>
    inner === value || typeof inner !== 'object' ? inner : '…';
  return (JSON.stringify(value, shallow) ?? 'nothing').slice(0, 80);
}

export const damaged = (found: string, cause?: unknown): CheckpointError =>
  new CheckpointError(`Not a safetensors file that can be read: ${found}. Take another copy of it, or save again.`, {
    cause,
  });
