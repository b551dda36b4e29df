import { encode } from 'fast-png';

/** A picture of 8-bit red, green, blue and alpha. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 4]` */
  readonly data: Uint8Array;
}

/** Encodes as PNG with the fewest channels that hold the picture: grey, grey and alpha, colour, colour and alpha. */
export function encodeRaster({ width, height, data }: Raster): Uint8Array {
  let grey = true;
  let opaque = true;
  for (let i = 0; i < data.length; i += 4) {
    grey &&= data[i] === data[i + 1] && data[i] === data[i + 2];
    opaque &&= data[i + 3] === 255;
  }
  const kept = [...(grey ? [0] : [0, 1, 2]), ...(opaque ? [] : [3])];
  const packed = new Uint8Array(width * height * kept.length);
  for (let i = 0, to = 0; i < data.length; i += 4) for (const channel of kept) packed[to++] = data[i + channel]!;
  return encode({ width, height, channels: kept.length, depth: 8, data: packed });
}

/** Copies the pixels of a picture that are not empty into another, each enlarged to `scale` × `scale`. */
export function place(source: Raster, into: Raster, { x, y, scale }: { x: number; y: number; scale: number }): void {
  const from = new Uint32Array(source.data.buffer, source.data.byteOffset, source.width * source.height);
  const to = new Uint32Array(into.data.buffer, into.data.byteOffset, into.width * into.height);
  for (let row = 0; row < source.height * scale; row++)
    for (let column = 0; column < source.width * scale; column++) {
      const pixel = from[Math.floor(row / scale) * source.width + Math.floor(column / scale)]!;
      if (pixel !== 0) to[(y + row) * into.width + x + column] = pixel;
    }
}
