import { fullLight, type Pixels } from './pixels.js';

/** The number of channels that samples have: grey, colour, or colour and alpha. */
export type Channels = 1 | 3 | 4;

/**
 * An image in so many channels: grey by the luma of ITU-R BT.601, what shows through over white. Where that gives values
 * between those of 8 bits, they are kept to 16.
 */
export function withChannels(pixels: Pixels, channels: Channels): Pixels {
  if (pixels.channels === channels) return pixels;
  const { width, height, data, channels: stride } = pixels;
  const most = fullLight(data);
  const scale = 65535 / most;
  const into = new Uint16Array(width * height * channels);
  for (let i = 0, from = 0, to = 0; i < width * height; i++, from += stride, to += channels) {
    const red = data[from]!;
    const green = stride < 3 ? red : data[from + 1]!;
    const blue = stride < 3 ? red : data[from + 2]!;
    const alpha = stride % 2 === 0 ? data[from + stride - 1]! / most : 1;
    if (channels === 1) into[to] = Math.round(scale * (alpha * (0.299 * red + 0.587 * green + 0.114 * blue) + (1 - alpha) * most));
    else {
      const [over, white] = channels === 4 ? [1, 0] : [alpha, (1 - alpha) * most];
      into[to] = Math.round(scale * (over * red + white));
      into[to + 1] = Math.round(scale * (over * green + white));
      into[to + 2] = Math.round(scale * (over * blue + white));
      if (channels === 4) into[to + 3] = Math.round(65535 * alpha);
    }
  }
  return { width, height, channels, data: into };
}
