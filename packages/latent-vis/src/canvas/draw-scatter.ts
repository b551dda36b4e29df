import { restInk } from '../drawing/class-inks.js';
import { inkColour } from '../drawing/inks.js';
import { pointStyle } from '../drawing/point-style.js';
import { rgb } from '../drawing/rgb.js';
import type { Scatter } from '../views/scatter.js';
import { fitCamera, type Camera } from './camera.js';
import { plotOf, shownGroups } from './plot.js';
import { discStamp, splat } from './splat.js';

export interface DrawScatterOptions {
  /** What part of the plane is shown. Default: all points. */
  readonly camera?: Camera | undefined;
  /** Names of classes that are left out. Default: none. */
  readonly hidden?: ReadonlySet<string>;
  /** `[count]`, 1 for points that are drawn in their colour and 0 for those that are drawn as background. Default: all in their colour. */
  readonly selected?: Uint8Array | undefined;
  /** Whether the ground is dark. Default false. */
  readonly dark?: boolean;
  /** Pixels of the canvas that make one of the page. Default 1. */
  readonly pixelRatio?: number;
}

/**
 * Draws points over all of a canvas: a million in some tens of milliseconds, so that they can be panned and zoomed. Points are
 * larger and denser the fewer of them share the canvas; those that are not finite are left out. What is reckoned from a scatter
 * is kept for the next drawing of the same object: pass a new object rather than change its arrays.
 *
 * @param context of a canvas; its transform has no effect
 * @throws InvalidDataError where the parts of the scatter do not hold together
 */
export function drawScatter(context: CanvasRenderingContext2D, scatter: Scatter, options: DrawScatterOptions = {}): void {
  const { width, height } = context.canvas;
  const { hidden = new Set(), selected, dark = false, pixelRatio = 1 } = options;
  const image = context.createImageData(width, height);
  const picture = new Uint32Array(image.data.buffer);
  picture.fill(pixelOf(inkColour('ground', dark)));

  const plot = plotOf(scatter);
  if (plot.extent) {
    const fit = fitCamera(plot.extent, { width, height });
    const { x, y, scale } = options.camera ?? fit;
    const style = pointStyle(plot.index.length / (scale / fit.scale) ** 2, (width * height) / pixelRatio ** 2);
    const radius = style.radius * pixelRatio;
    const place = { scale, left: width / 2 - x * scale, top: height / 2 + y * scale };
    const shown = shownGroups(plot, hidden);
    const coloured = (colours: readonly string[]) => Uint32Array.from(colours, (colour, i) => (shown[i] ? pixelOf(colour) : 0));
    if (selected)
      splat(picture, width, plot, {
        ...place,
        stamp: discStamp({ radius, opacity: style.opacity / 3 }),
        colours: coloured(plot.groups.map(() => restInk)),
        only: { flags: selected, value: 0 },
      });
    splat(picture, width, plot, {
      ...place,
      stamp: discStamp({ radius, opacity: style.opacity }),
      colours: coloured(plot.groups.map(({ ink }) => ink)),
      only: selected && { flags: selected, value: 1 },
    });
  }
  context.putImageData(image, 0, 0);
}

/** A colour such as `#0072b2` as it lies in a picture. */
function pixelOf(colour: string): number {
  return new Uint32Array(Uint8Array.of(...rgb(colour), 255).buffer)[0]!;
}
