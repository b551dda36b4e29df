import { InvalidOptionError } from '@hourglass/core';
import { drawDiscs } from '../drawing/discs.js';
import { pointGroups, type PointGroup } from '../drawing/point-groups.js';
import { pointStyle, type PointStyle } from '../drawing/point-style.js';
import { checkScatter, type Scatter } from '../views/scatter.js';
import { axes, type Frame } from './axes.js';
import { embedded } from './images.js';
import { legend, legendHeight, legendSize } from './legend.js';
import { element } from './markup.js';
import { noteIn } from './note.js';
import { picture, textWidth } from './picture.js';
import { placedPoints, type PlacedPoints } from './placed-points.js';
import { pointLabels } from './point-labels.js';
import { linearScale, noScale, type Scale } from './scale.js';
import { checkSize, type SvgOptions } from './svg-options.js';
import { thumbnailImages } from './thumbnails.js';

/** The most points that are drawn as circles; more are drawn as one embedded PNG, which is then smaller. */
const mostCircles = 5000;

/** Below this width, the legend stands under the map instead of beside it. */
const narrow = 480;

/** Points as a map, each class in its colour and named at its middle. */
export function scatterSvg(view: Scatter, { title, width = 720, height = 540, thumbnails = false }: SvgOptions): string {
  checkScatter(view);
  checkSize({ width, height });
  if (thumbnails && !view.images)
    throw new InvalidOptionError('thumbnails', 'svg: thumbnails: expected a map with images, received one without. Leave it out, or give images.');

  const groups = pointGroups(view);
  const entries = groups.flatMap(({ name, ink }) => (name === undefined ? [] : [{ name, ink }]));
  const isNarrow = width < narrow;
  const beside = isNarrow || entries.length === 0 ? 0 : 16 + legendSize(entries, width / 4).width;
  const below = isNarrow ? Math.min(height / 3, legendHeight(entries, width - 32)) : 0;

  const [top, bottom] = [40, height - 48 - below];
  const frameFrom = (left: number): Frame => ({ left, right: width - 16 - beside, top, bottom });
  const labels = scalesOf(view, groups, frameFrom(40)).y.ticks.map(({ label }) => textWidth(label));
  const frame = frameFrom(24 + Math.max(16, ...labels));
  const { x, y } = scalesOf(view, groups, frame);

  const points = placedPoints(view, groups, { frame, x, y });
  const style = pointStyle(points.index.length, (frame.right - frame.left) * (bottom - top));
  const legendBox = isNarrow
    ? { left: 16, top: height - below, width: width - 32, height: below }
    : { left: frame.right + 16, top, width: beside, height: bottom - top };
  return picture(
    { width, height, title: title ?? `${view.axes[1]} by ${view.axes[0]}`, description: describe(view, groups) },
    axes(frame, { x: { scale: x, label: view.axes[0] }, y: { scale: y, label: view.axes[1] } }),
    points.index.length <= mostCircles ? circles(points, style) : raster(points, style, frame),
    ...(thumbnails ? [thumbnailImages(view.images!, points, frame)] : []),
    ...(thumbnails ? [] : [pointLabels(groups, points, frame)]),
    legend(entries, legendBox),
    ...(groups.length > 0 ? [] : [noteIn(frame, view.points.shape[0] === 0 ? 'No points yet' : 'No finite points')]),
  );
}

/** Axes on which a distance is as long in each direction, with a little room around the points. */
function scalesOf({ points: { data } }: Scatter, groups: readonly PointGroup[], { left, right, top, bottom }: Frame): { x: Scale; y: Scale } {
  const [across, up] = [extentOf(data, groups, 0), extentOf(data, groups, 1)];
  const [width, height] = [right - left, bottom - top];
  const perPixel = 1.08 * Math.max((across[1] - across[0]) / width, (up[1] - up[0]) / height);
  return { x: scaleOf(across, perPixel * width, Math.floor(width / 70)), y: scaleOf(up, perPixel * height, Math.floor(height / 50)) };
}

type Extent = readonly [low: number, high: number];

function scaleOf([low, high]: Extent, span: number, ticks: number): Scale {
  const middle = (low + high) / 2;
  return low > high ? noScale : linearScale([middle - span / 2, middle + span / 2], { count: Math.max(2, ticks) });
}

function extentOf(data: ArrayLike<number>, groups: readonly PointGroup[], axis: 0 | 1): Extent {
  let [low, high] = [Infinity, -Infinity];
  for (const { members } of groups)
    for (const i of members) {
      low = Math.min(low, data[2 * i + axis]!);
      high = Math.max(high, data[2 * i + axis]!);
    }
  return [low, high];
}

function circles({ x, y, ink, inks }: PlacedPoints, { radius, opacity }: PointStyle): string {
  const drawn = Array.from(x, (cx, i) => element('circle', { cx, cy: y[i]!, r: radius, fill: inks[ink[i]!]! }));
  return element('g', { 'fill-opacity': opacity }, ...drawn);
}

/** Two pixels a pixel, as fine screens show it; around the frame, room for the points at its edge. */
function raster({ x, y, ink, inks }: PlacedPoints, { radius, opacity }: PointStyle, frame: Frame): string {
  const [scale, margin] = [2, 4];
  const box = {
    x: Math.floor(frame.left - margin),
    y: Math.floor(frame.top - margin),
    width: Math.ceil(frame.right - frame.left + 2 * margin),
    height: Math.ceil(frame.bottom - frame.top + 2 * margin),
  };
  const discs = { x: x.map((at) => (at - box.x) * scale), y: y.map((at) => (at - box.y) * scale), ink, inks };
  const drawn = drawDiscs({ width: box.width * scale, height: box.height * scale }, discs, { radius: radius * scale, opacity });
  return embedded(drawn, box);
}

function describe({ axes: [x, y], points: { shape } }: Scatter, groups: readonly PointGroup[]): string {
  const drawn = groups.reduce((sum, { members }) => sum + members.length, 0);
  const told = groups.flatMap(({ name, members }) => (name === undefined ? [] : [`${name} (${members.length})`]));
  const lost = shape[0]! - drawn;
  return [
    `A map of ${counted(drawn)} by ${x} across and ${y} up.`,
    ...(told.length > 0 ? [`In colours: ${told.join(', ')}.`] : []),
    ...(lost > 0 ? [`${counted(lost)} without a finite place ${lost === 1 ? 'is' : 'are'} left out.`] : []),
  ].join(' ');
}

const counted = (count: number): string => (count === 1 ? '1 point' : `${count} points`);
