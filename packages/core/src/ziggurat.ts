const layers = 256;
const start = 3.6541528853610088;
const area = 0.004928673233974657; // start·density(start) and the area of the tail beyond

const density = (x: number): number => Math.exp(-0.5 * x * x);

/** The tables of a ziggurat under exp(−x²/2): layers of equal area, the first of which holds the tail. */
export interface Ziggurat {
  readonly tailStart: number;
  /** Positions in a layer are whole numbers of 24 bits with a sign; times its scale they are x. */
  readonly scales: Float64Array;
  /** Positions nearer to 0 than this lie under the curve, whatever their height. */
  readonly insides: Int32Array;
  /** The density at the right edge of each layer, and at 0. */
  readonly heights: Float64Array;
}

/** Builds the tables (Marsaglia & Tsang, 2000, in the form of Doornik, 2005). */
export function ziggurat(): Ziggurat {
  const edges = new Float64Array(layers + 1); // the last is 0
  edges[0] = area / density(start);
  edges[1] = start;
  for (let i = 2; i < layers; i++) edges[i] = Math.sqrt(-2 * Math.log(area / edges[i - 1]! + density(edges[i - 1]!)));
  return {
    tailStart: start,
    scales: edges.map((edge) => edge / 2 ** 23),
    insides: Int32Array.from({ length: layers }, (_, i) => Math.floor((edges[i + 1]! / edges[i]!) * 2 ** 23)),
    heights: edges.map(density),
  };
}
