/** Red, green and blue, from 0 to 255, of a colour such as `#0072b2`. */
export const rgb = (colour: string): [red: number, green: number, blue: number] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
