import { formatTick } from './format.js';

/** Where values lie along an axis. */
export interface Scale {
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  /** 0 at the low end, 1 at the high end. */
  position(value: number): number;
}

/** Without values there are no ticks, and everything lies in the middle. */
export const noScale: Scale = { ticks: [], position: () => 0.5 };

export interface LinearOptions {
  /** About how many ticks, at most. */
  readonly count: number;
  /** Ticks at whole numbers only. */
  readonly whole?: boolean;
  /** The ends moved outward to a tick, a little away from the values, yet not across zero. */
  readonly extend?: boolean;
}

/** What is smaller is no different from zero. */
const tiny = 1e-100;

/** Ticks at multiples of 1, 2 or 5 times a power of ten. */
export function linearScale(values: readonly number[], { count, whole = false, extend = false }: LinearOptions): Scale {
  const [low, high] = widened(values, whole);
  const { mantissa, exponent } = step((high - low) / count, whole);
  const multiple = (i: number): number => (exponent < 0 ? (i * mantissa) / 10 ** -exponent : i * mantissa * 10 ** exponent);
  const size = multiple(1);
  const first = extend ? Math.floor(outward(low, -0.2 * size) / size) : Math.ceil(low / size);
  const last = extend ? Math.ceil(outward(high, 0.2 * size) / size) : Math.floor(high / size);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => multiple(first + i));
  const [start, end] = extend ? [ticks[0]!, ticks.at(-1)!] : [low, high];
  return {
    ticks: ticks.map((value) => ({ value, label: formatTick(value, exponent) })),
    position: (value) => (value - start) / (end - start),
  };
}

/** Ticks at powers of ten, the ends moved outward to the next power. The values are positive. */
export function logScale(values: readonly number[], { count }: { readonly count: number }): Scale {
  const [low, high] = extent(values);
  const first = Math.floor(Math.log10(low));
  const last = Math.max(first + 1, Math.ceil(Math.log10(high)));
  const every = Math.ceil((last - first) / count);
  const exponents = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => first + i * every);
  return {
    ticks: exponents.map((exponent) => ({ value: Number(`1e${exponent}`), label: formatTick(Number(`1e${exponent}`), exponent) })),
    position: (value) => (Math.log10(value) - first) / (last - first),
  };
}

/** True where a linear axis would press most of the values together. */
export function needsLog(values: readonly number[]): boolean {
  const [low, high] = extent(values);
  return low > tiny && high / low > 100;
}

const extent = (values: readonly number[]): [number, number] =>
  values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);

/** The extent of the values, made wider where they are all the same. */
function widened(values: readonly number[], whole: boolean): [number, number] {
  const [low, high] = extent(values);
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(1e-9 * size, tiny)) return [low, high];
  const around = whole ? 0.5 : size > tiny ? 0.1 * size : 1;
  return [low - around, high + around];
}

/** Moved by this much, but no farther than to zero. */
const outward = (value: number, by: number): number => (value * (value + by) <= 0 ? 0 : value + by);

/** The least of 1, 2 and 5 times a power of ten that is no less than this size. */
function step(size: number, whole: boolean): { mantissa: number; exponent: number } {
  if (whole && size <= 1) return { mantissa: 1, exponent: 0 };
  const exponent = Math.floor(Math.log10(size));
  const mantissa = [1, 2, 5].find((candidate) => candidate * 10 ** exponent >= size * (1 - 1e-9));
  return mantissa ? { mantissa, exponent } : { mantissa: 1, exponent: exponent + 1 };
}
