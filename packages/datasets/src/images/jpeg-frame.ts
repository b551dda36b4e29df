import { InvalidDataError } from '@hourglass/core';

/** What a JPEG says of its picture before it is decoded. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** How Adobe's programs stored the colours: 0 as they are. */
  readonly adobeTransform?: number | undefined;
  /** The byte after its end. */
  readonly end: number;
}

/** A progressive JPEG has ten scans or so; thousands would only cost time. */
const mostScans = 100;

/**
 * Walks over the segments of a JPEG up to its end (ITU-T T.81, annex B).
 *
 * @throws InvalidDataError where it is damaged, cut short, or of a kind that is not read
 */
export function jpegFrame(bytes: Uint8Array): JpegFrame {
  let frame: Omit<JpegFrame, 'end'> | undefined;
  let adobeTransform: number | undefined;
  let scans = 0;
  for (const { marker, data, end } of jpegSegments(bytes)) {
    if (marker === 0xee && String.fromCharCode(...data.subarray(0, 5)) === 'Adobe') adobeTransform = data[11];
    if (isFrame(marker) && frame) throw damaged('Expected one picture in a JPEG, received more.');
    if (isFrame(marker)) frame = frameOf(marker, data);
    if (marker === 0xda && (!frame || ++scans > mostScans)) throw damaged(`Expected a frame and at most ${mostScans} scans.`);
    if (marker === 0xd9 && frame && scans > 0) return { ...frame, adobeTransform, end };
  }
  throw new InvalidDataError(`Expected a frame, a scan and an end in a JPEG, received ${bytes.length} bytes without. The file was cut short; get it again.`);
}

/** The frame alone, or nothing where these first bytes do not hold it. */
export function firstJpegFrame(bytes: Uint8Array): Omit<JpegFrame, 'end'> | undefined {
  for (const { marker, data } of jpegSegments(bytes)) if (isFrame(marker)) return frameOf(marker, data);
  return undefined;
}

interface Segment {
  readonly marker: number;
  readonly data: Uint8Array;
  /** The byte after it. */
  readonly end: number;
}

/** The segments that are there as a whole. */
function* jpegSegments(bytes: Uint8Array): Generator<Segment> {
  for (let offset = 2; ; ) {
    if (offset < bytes.length && bytes[offset] !== 0xff) throw damaged(`Expected a marker at byte ${offset} of a JPEG.`);
    while (bytes[offset + 1] === 0xff) offset++;
    if (offset + 4 > bytes.length && bytes[offset + 1] !== 0xd9) return;
    const marker = bytes[offset + 1]!;
    const length = marker === 0xd9 ? 0 : (bytes[offset + 2]! << 8) | bytes[offset + 3]!;
    const end = offset + 2 + length;
    if (end > bytes.length) return;
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8) || length === 1 || (length === 0 && marker !== 0xd9))
      throw damaged(`Expected a segment at byte ${offset} of a JPEG.`);
    yield { marker, data: bytes.subarray(offset + 4, end), end };
    if (marker === 0xd9) return;
    offset = marker === 0xda ? scanEnd(bytes, end) : end;
  }
}

/** The first marker after a scan's data, which holds 0xff only before zeros and restart markers. */
function scanEnd(bytes: Uint8Array, start: number): number {
  let offset = bytes.indexOf(0xff, start);
  while (offset >= 0 && (bytes[offset + 1] === 0 || (bytes[offset + 1]! >= 0xd0 && bytes[offset + 1]! <= 0xd7))) offset = bytes.indexOf(0xff, offset + 2);
  return offset < 0 ? bytes.length : offset;
}

/** Starts of frames: 0xc4, 0xc8 and 0xcc are other segments. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function frameOf(marker: number, data: Uint8Array): Omit<JpegFrame, 'end'> {
  const [precision, high, low, wide, narrow, components] = data as unknown as [number, number, number, number, number, number];
  if (marker > 0xc2 || precision !== 8)
    throw new InvalidDataError(`Expected a baseline or progressive JPEG of 8 bits, received another kind (0x${marker.toString(16)}, ${precision} bits). Save it as one of these, or as PNG.`);
  const [height, width] = [(high << 8) | low, (wide << 8) | narrow];
  const kinds = Array.from({ length: components }, (_, i) => data.subarray(6 + 3 * i, 9 + 3 * i));
  const isWhole = data.length === 6 + 3 * components && [1, 3, 4].includes(components) && new Set(kinds.map(([id]) => id)).size === components;
  const sampling = kinds.flatMap(([, factors = 0]) => [factors >> 4, factors & 15]);
  if (!isWhole || height === 0 || width === 0 || sampling.some((factor) => factor < 1 || factor > 4))
    throw damaged(`Expected a picture of 1, 3 or 4 components, received ${width} × ${height} of ${components}.`);
  return { width, height, components };
}

const damaged = (what: string): InvalidDataError => new InvalidDataError(`${what} The file is damaged; get it again.`);
