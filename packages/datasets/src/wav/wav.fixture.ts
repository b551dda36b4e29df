export interface WavFile {
  readonly sampleRate?: number;
  readonly channels?: number;
  /** Of one value; floats are asked for by 32 or 64 and `isFloat`. */
  readonly bits?: number;
  readonly isFloat?: boolean;
  /** Whether its format is told in the longer form. */
  readonly isExtensible?: boolean;
  /** As they are stored: whole numbers or floats, channel by channel of each frame. */
  readonly values: readonly number[];
}

/** A WAV file, with a chunk of odd length before its values. */
export function wavFile({ sampleRate = 8000, channels = 1, bits = 16, isFloat = false, isExtensible = false, values }: WavFile): Uint8Array {
  const type = isFloat ? 3 : 1;
  const block = (channels * bits) / 8;
  const format = [...uint(isExtensible ? 0xfffe : type, 2), ...uint(channels, 2), ...uint(sampleRate, 4), ...uint(sampleRate * block, 4), ...uint(block, 2), ...uint(bits, 2)];
  const more = isExtensible ? [...uint(22, 2), ...uint(bits, 2), ...uint(0, 4), ...uint(type, 2), ...Array.from({ length: 14 }, () => 7)] : [];
  const body = [...text('WAVE'), ...chunk('LIST', [1, 2, 3]), ...chunk('fmt ', [...format, ...more]), ...chunk('data', values.flatMap((value) => stored(value, bits, isFloat)))];
  return Uint8Array.from([...text('RIFF'), ...uint(body.length, 4), ...body]);
}

const chunk = (name: string, data: readonly number[]): number[] => [...text(name), ...uint(data.length, 4), ...data, ...(data.length % 2 === 1 ? [0] : [])];

const text = (letters: string): number[] => [...new TextEncoder().encode(letters)];

const uint = (value: number, bytes: number): number[] => Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);

function stored(value: number, bits: number, isFloat: boolean): number[] {
  if (!isFloat) return uint(value < 0 ? value + 2 ** bits : value, bits / 8);
  return [...new Uint8Array(bits === 32 ? Float32Array.of(value).buffer : Float64Array.of(value).buffer)];
}
