/** A decoded image. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 1: grey, 2: grey and alpha, 3: red, green and blue, 4: these and alpha. */
  readonly channels: 1 | 2 | 3 | 4;
  /** `[height, width, channels]`, up to 255 or, of 16 bits, up to 65535. */
  readonly data: Uint8Array | Uint16Array;
}

/** The value of full light in data of this type. */
export const fullLight = (data: Pixels['data']): number => (data instanceof Uint16Array ? 65535 : 255);
