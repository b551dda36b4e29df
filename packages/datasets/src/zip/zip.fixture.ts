import { crc32 } from '@hourglass/core';

/** A file to be put into an archive, and what its headers say, which may be wrong. */
export interface Packed {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly deflate?: boolean;
  readonly crc?: number;
  readonly size?: number;
  /** Where the directory says that it starts. */
  readonly start?: number;
  readonly method?: number;
  readonly flags?: number;
}

export interface ZipFixture {
  /** Writes the sizes and places of all entries, and of the directory, as 64 bits. */
  readonly wide?: boolean;
  readonly comment?: string;
}

/** A zip archive of these files. */
export async function zipOf(files: readonly Packed[], { wide = false, comment = '' }: ZipFixture = {}): Promise<Uint8Array<ArrayBuffer>> {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let position = 0;
  for (const { path, bytes, deflate = false, crc = crc32(bytes), size = bytes.length, start = position, method = deflate ? 8 : 0, flags = 0 } of files) {
    const name = Buffer.from(path);
    const data = deflate ? await deflated(bytes) : bytes;
    const extra = wide ? [...u16(1), ...u16(24), ...u64(size), ...u64(data.length), ...u64(start)] : [];
    const sizes = wide ? [...u32(0xffffffff), ...u32(0xffffffff)] : [...u32(data.length), ...u32(size)];
    const common = [...u16(45), ...u16(flags), ...u16(method), ...u32(0), ...u32(crc), ...sizes, ...u16(name.length), ...u16(extra.length)];
    const local = Uint8Array.from([...u32(0x04034b50), ...common, ...name, ...extra]);
    locals.push(local, data);
    directory.push(Uint8Array.from([...u32(0x02014b50), ...u16(45), ...common, ...u16(0), ...u16(0), ...u16(0), ...u32(0), ...u32(wide ? 0xffffffff : start), ...name, ...extra]));
    position += local.length + data.length;
  }
  const length = directory.reduce((sum, entry) => sum + entry.length, 0);
  const record = [...u32(0x06064b50), ...u64(44), ...u16(45), ...u16(45), ...u32(0), ...u32(0), ...u64(files.length), ...u64(files.length), ...u64(length), ...u64(position)];
  const locator = [...u32(0x07064b50), ...u32(0), ...u64(position + length), ...u32(1)];
  const count = u16(wide ? 0xffff : files.length);
  const places = wide ? [...u32(0xffffffff), ...u32(0xffffffff)] : [...u32(length), ...u32(position)];
  const end = [...u32(0x06054b50), ...u16(0), ...u16(0), ...count, ...count, ...places, ...u16(comment.length), ...Buffer.from(comment)];
  return Uint8Array.from(Buffer.concat([...locals, ...directory, Uint8Array.from(wide ? [...record, ...locator, ...end] : end)]));
}

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

const u16 = (value: number): number[] => [value & 255, (value >> 8) & 255];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];
const u64 = (value: number): number[] => [...u32(value % 2 ** 32), ...u32(Math.floor(value / 2 ** 32))];
