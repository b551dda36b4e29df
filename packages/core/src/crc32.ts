const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/**
 * The checksum CRC-32 of bytes (ISO 3309, as in gzip, zip and PNG): any flipped bit changes it.
 *
 * @param before the checksum of what comes before them. Default that of nothing, 0
 * @returns a whole number from 0 to 2³² − 1
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let checksum = before ^ 0xffffffff;
  for (const byte of bytes) checksum = table[(checksum ^ byte) & 0xff]! ^ (checksum >>> 8);
  return (checksum ^ 0xffffffff) >>> 0;
}
