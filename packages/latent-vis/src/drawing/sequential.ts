import { rgb } from './rgb.js';

/** Magma at nine equal steps, as in Matplotlib: equal steps look equal, and colour-blind readers see them too (Smith & van der Walt, 2015). */
const magma = ['#000004', '#1c1044', '#4f127b', '#812581', '#b5367a', '#e55064', '#fb8761', '#fec287', '#fcfdbf'].map(rgb);

/** The colour of a share from 0, dark, to 1, bright: red, green and blue from 0 to 255. */
export function sequential(share: number): [red: number, green: number, blue: number] {
  const place = Math.min(1, Math.max(0, share)) * (magma.length - 1);
  const [below, above] = [magma[Math.floor(place)]!, magma[Math.ceil(place)]!];
  const mixed = (channel: number): number => Math.round(below[channel]! + (above[channel]! - below[channel]!) * (place % 1));
  return [mixed(0), mixed(1), mixed(2)];
}
