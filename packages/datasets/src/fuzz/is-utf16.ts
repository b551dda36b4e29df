/** Whether bytes are marked as UTF-16, which checks that decode UTF-8 do not look at. */
export const isUtf16 = ([first, second]: Uint8Array): boolean => (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
