import { fitCamera, toPixel, type Camera, type Place, type Size } from './camera.js';
import { shownGroups, type Plot } from './plot.js';
import type { Thumbnails } from './thumbnails.js';

/** The longer side of a picture, its edge, and how far apart pictures stand, in pixels of the page. */
const side = 28;
const edge = 2;
const pitch = 2 * (side + 2 * edge);

/** Pictures are drawn from this zoom on, where no more points than this share the canvas. */
const least = { zoom: 3, crowd: 2500 };

export interface DrawThumbnailsOptions {
  /** In pixels of the page. */
  readonly camera: Camera;
  readonly hidden: ReadonlySet<string>;
  readonly selected: Uint8Array | undefined;
  readonly pixelRatio: number;
}

/** Draws pictures at points, with an edge in the colour of the class, once one is near enough for them to say more than dots. */
export function drawThumbnails(context: CanvasRenderingContext2D, plot: Plot, thumbnails: Thumbnails, options: DrawThumbnailsOptions): void {
  const { camera, hidden, selected, pixelRatio } = options;
  const size = { width: context.canvas.width / pixelRatio, height: context.canvas.height / pixelRatio };
  const zoom = plot.extent ? camera.scale / fitCamera(plot.extent, size).scale : 0;
  if (zoom < least.zoom || plot.index.length / zoom ** 2 > least.crowd) return;

  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  for (const { point, group, x, y } of placesFor(plot, { camera, size, shown: shownGroups(plot, hidden) })) {
    const picture = thumbnails(point);
    if (!picture) break;
    const scale = side / Math.max(picture.width, picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    context.globalAlpha = selected?.[point] === 0 ? 0.25 : 1;
    context.fillStyle = plot.groups[group]!.ink;
    context.fillRect(x - width / 2 - edge, y - height / 2 - edge, width + 2 * edge, height + 2 * edge);
    context.imageSmoothingEnabled = scale < 1;
    context.drawImage(picture, x - width / 2, y - height / 2, width, height);
  }
  context.globalAlpha = 1;
  context.setTransform(1, 0, 0, 1, 0, 0);
}

interface ThumbnailPlace extends Place {
  readonly point: number;
  readonly group: number;
}

/** Points at which pictures can stand without one lying over another, which stay the same while panning. */
function placesFor(
  { points, group, index }: Plot,
  { camera, size, shown }: { camera: Camera; size: Size; shown: readonly boolean[] },
): ThumbnailPlace[] {
  const taken = new Set<string>();
  const places: ThumbnailPlace[] = [];
  for (let i = 0; i < group.length; i++) {
    const [right, up] = [points[2 * i]!, points[2 * i + 1]!];
    const { x, y } = toPixel(camera, size, { x: right, y: up });
    if (!(x > -pitch && x < size.width + pitch && y > -pitch && y < size.height + pitch) || !shown[group[i]!]) continue;
    const [column, row] = [right, up].map((value) => Math.round((value * camera.scale) / pitch)) as [number, number];
    const off = [right, up].map((value, axis) => Math.abs((value * camera.scale) / pitch - [column, row][axis]!));
    if (Math.max(...off) > 0.25 || taken.has(`${column} ${row}`)) continue; // in the middle of a cell: half a pitch to the next
    taken.add(`${column} ${row}`);
    places.push({ point: index[i]!, group: group[i]!, x, y });
  }
  return places;
}
