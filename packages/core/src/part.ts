import { HourglassError, InvalidDataError, UnknownPartError } from './errors.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Anything that has a name and is rebuilt from JSON: recipes, corruptions, bottlenecks, penalties, losses, optimisers,
 * schedules. `options` are as they were given, and may hold other parts.
 */
export interface Part {
  readonly kind: string;
  readonly options: object;
  /** The part that this one decorates. */
  readonly of?: Part;
}

/** The JSON form of a part. */
export interface PartJson {
  readonly kind: string;
  readonly options: { readonly [key: string]: Json };
  readonly of?: PartJson;
}

/** A factory that knows the kind of what it makes: `factory(options)`, or `factory(of, options)` for a decorator. */
export interface PartFactory {
  readonly kind: string;
  /** Each factory checks the options that it is given; a list of them holds functions of unlike signatures. */
  (...values: never[]): Part;
}

/**
 * Gives a factory the kind of what it makes, so that `load` can find it by the kind in a file.
 *
 * @param kind the name written to files; camelCase, equal to the name under which the factory is exported
 * @param factory `(options) => part`, or `(of, options) => part` for a decorator
 */
export function definePart<Factory extends (...values: never[]) => Part>(
  kind: string,
  factory: Factory,
): Factory & { readonly kind: string } {
  return Object.assign(factory, { kind });
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string' && 'options' in value;

/** The JSON form of a part, of the parts in its options and of the part that it decorates. */
export function toJSON(part: Part): PartJson {
  const { kind, options, of } = part;
  const plain = Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, valueToJson(value, `${kind}.${name}`)]),
  );
  return { kind, options: plain, ...(of && { of: toJSON(of) }) };
}

function valueToJson(value: unknown, where: string): Json {
  if (isPart(value)) return toJSON(value) as unknown as Json;
  if (Array.isArray(value)) return value.map((item, i) => valueToJson(item, `${where}[${i}]`));
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value); // JSON has no infinity
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, valueToJson(item, `${where}.${name}`)]));
  throw new InvalidDataError(
    `${where} cannot be saved: expected a part or plain JSON, received a ${typeof value}. ` +
      'Make it a part with definePart(kind, factory), so that it can be rebuilt from its kind and options.',
  );
}

/**
 * Rebuilds a part from its JSON with the factories that the caller passes; a name in a file is never imported.
 *
 * @param json what `toJSON` returned, perhaps from a stranger's file
 * @param parts the factories that may be used
 * @throws UnknownPartError for a kind that none of the factories makes
 * @throws InvalidDataError for anything that is no part
 */
export function fromJSON(json: PartJson, parts: readonly PartFactory[]): Part {
  checkDepth(json);
  return partFrom(json, parts);
}

/** Parts within parts, options within options: more than anybody writes by hand. */
const greatestDepth = 64;

function checkDepth(json: unknown, depth = 0): void {
  if (depth > greatestDepth)
    throw new InvalidDataError(`Expected parts at most ${greatestDepth} deep in one another, received deeper ones.`);
  if (typeof json !== 'object' || json === null) return;
  for (const item of Object.values(json)) checkDepth(item, depth + 1);
}

function partFrom(json: PartJson, parts: readonly PartFactory[]): Part {
  if (!isPartJson(json))
    throw new InvalidDataError('Expected a part, { "kind": …, "options": { … } }, received other JSON in its place.');
  const factory = parts.find((candidate) => candidate.kind === json.kind) as ((...values: unknown[]) => Part) | undefined;
  if (!factory)
    throw new UnknownPartError(
      json.kind,
      `The file holds a part of kind "${json.kind}", which is not among the parts passed ` +
        `(${parts.map((part) => part.kind).join(', ') || 'none'}). ` +
        `Install the package that exports ${json.kind} and pass it: load(storage, { parts: [${json.kind}, …] }).`,
    );
  const options = jsonToValue(json.options, parts);
  const given = json.of ? [partFrom(json.of, parts), options] : [options];
  try {
    return factory(...given);
  } catch (cause) {
    if (HourglassError.isInstance(cause)) throw cause;
    throw new InvalidDataError(`The options of ${json.kind} make no part: ${(cause as Error).message}`, { cause });
  }
}

function jsonToValue(json: Json | PartJson, parts: readonly PartFactory[]): unknown {
  if (Array.isArray(json)) return json.map((item: Json) => jsonToValue(item, parts));
  if (json === 'Infinity' || json === '-Infinity') return Number(json);
  if (typeof json !== 'object' || json === null) return json;
  if (isPartJson(json)) return partFrom(json, parts);
  return Object.fromEntries(Object.entries(json).map(([name, item]) => [name, jsonToValue(item, parts)]));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isPartJson = (value: unknown): value is PartJson =>
  isObject(value) && 'kind' in value && typeof value.kind === 'string' && 'options' in value && isObject(value.options);
