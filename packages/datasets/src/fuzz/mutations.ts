/** Draws whole numbers from 0 to `below - 1`. */
export type Draw = (below: number) => number;

/** A way to damage a file: `round` counts how often it was used, so that what goes place by place gets everywhere. */
type Mutation = (bytes: Uint8Array, draw: Draw, round: number) => Uint8Array;

const truncated: Mutation = (bytes, _, round) => {
  const fromEnd = Math.floor(round / 4) % bytes.length;
  return round % 4 === 3 ? bytes.slice(0, -1 - fromEnd) : bytes.slice(0, (round - Math.floor(round / 4)) % bytes.length);
};

const flippedBits: Mutation = (bytes, draw) => {
  const damaged = bytes.slice();
  for (let count = 1 << draw(4); count > 0; count--) damaged[place(bytes, draw)]! ^= 1 << draw(8);
  return damaged;
};

/** Numbers that overflow, change sign or are off by one, at any width and in both orders of bytes. */
const extremes = [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0xffffn, 0x7fffffffn, 0x80000000n, 0xfffffffen, 0xffffffffn, 2n ** 53n, 2n ** 63n - 1n, 2n ** 64n - 1n];

const extremeSize: Mutation = (bytes, draw) => {
  const damaged = new Uint8Array(Math.max(8, bytes.length));
  damaged.set(bytes);
  const width = 1 << draw(4);
  const start = draw(Math.min(damaged.length, draw(2) ? 512 : damaged.length) - width + 1);
  const value = new DataView(new ArrayBuffer(8));
  const isLittle = draw(2) === 1;
  value.setBigUint64(0, extremes[draw(extremes.length)]!, isLittle);
  damaged.set(new Uint8Array(value.buffer, isLittle ? 0 : 8 - width, width), start);
  return damaged.subarray(0, Math.max(bytes.length, start + width));
};

/** Digits and signs in place of digits: sizes in headers of text. */
const otherDigits: Mutation = (bytes, draw) => {
  const digits = [...bytes.subarray(0, 4096).keys()].filter((i) => bytes[i]! >= 48 && bytes[i]! <= 57);
  if (digits.length === 0) return flippedBits(bytes, draw, 0);
  const start = digits[draw(digits.length)]!;
  const text = ['9', '0', '-1', '1e9', '99999999', '9007199254740993', '4294967297', ' ', 'NaN'][draw(9)]!;
  return joined(bytes.subarray(0, start), new TextEncoder().encode(text), bytes.subarray(start + draw(2)));
};

const droppedBlock: Mutation = (bytes, draw) => {
  const [start, end] = block(bytes, draw);
  return joined(bytes.subarray(0, start), bytes.subarray(end));
};

const repeatedBlock: Mutation = (bytes, draw) => {
  const [start, end] = block(bytes, draw);
  return joined(bytes.subarray(0, end), bytes.subarray(start));
};

const movedBlock: Mutation = (bytes, draw) => {
  const [start, end] = block(bytes, draw);
  const damaged = bytes.slice();
  damaged.set(bytes.subarray(start, end), draw(bytes.length - (end - start) + 1));
  return damaged;
};

const randomBlock: Mutation = (bytes, draw) => {
  const [start, end] = block(bytes, draw);
  const damaged = bytes.slice();
  for (let i = start; i < end; i++) damaged[i] = draw(256);
  return damaged;
};

const zeroedBlock: Mutation = (bytes, draw) => bytes.slice().fill(0, ...block(bytes, draw));

const appended: Mutation = (bytes, draw) => joined(bytes, Uint8Array.from({ length: 1 + draw(64) }, () => draw(256)));

/** The ways to damage a file, by name; truncation, flips and sizes, which find most, come up as often as all others together. */
const mutations: readonly (readonly [name: string, mutation: Mutation])[] = [
  ['truncated', truncated],
  ['flipped bits', flippedBits],
  ['extreme size', extremeSize],
  ['other digits', otherDigits],
  ['truncated', truncated],
  ['flipped bits', flippedBits],
  ['extreme size', extremeSize],
  ['dropped block', droppedBlock],
  ['truncated', truncated],
  ['repeated block', repeatedBlock],
  ['moved block', movedBlock],
  ['random block', randomBlock],
  ['truncated', truncated],
  ['zeroed block', zeroedBlock],
  ['appended', appended],
  ['flipped bits', flippedBits],
];

/** A damaged file and what was done to it. */
export interface Damaged {
  readonly bytes: Uint8Array;
  readonly mutation: string;
}

/**
 * Damages a file, once or, one time in four, twice.
 *
 * @param number of the case: truncation goes from byte to byte as it grows
 */
export function damage(bytes: Uint8Array, number: number, draw: Draw): Damaged {
  const [name, mutation] = mutations[number % mutations.length]!;
  const truncations = Math.floor(number / mutations.length) * 4 + Math.floor((number % mutations.length) / 4);
  const damaged = bytes.length === 0 ? appended(bytes, draw, 0) : mutation(bytes, draw, truncations);
  if (damaged.length === 0 || draw(4) > 0) return { bytes: damaged, mutation: name };
  const [second, again] = mutations[draw(mutations.length)]!;
  return { bytes: again(damaged, draw, draw(2 * damaged.length)), mutation: `${name}, then ${second}` };
}

const place = (bytes: Uint8Array, draw: Draw): number => draw(draw(2) ? bytes.length : Math.min(bytes.length, 256));

/** Start and end of some bytes, at most 64 of them. */
function block(bytes: Uint8Array, draw: Draw): [start: number, end: number] {
  const start = place(bytes, draw);
  return [start, Math.min(bytes.length, start + 1 + draw(64))];
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
