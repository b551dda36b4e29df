import { InvalidOptionError } from '@hourglass/core';
import { axes, type Frame } from './axes.js';
import type { Curves } from './curves.js';
import { formatValue } from './format.js';
import { fill } from './inks.js';
import { line, lineStyles } from './line.js';
import { lineLabels, labelWidth } from './line-labels.js';
import { element } from './markup.js';
import { picture } from './picture.js';
import { linearScale, logScale, needsLog, type Scale } from './scale.js';
import type { SvgOptions } from './svg-options.js';

/** A place in the picture where a curve has a value; `undefined` where it has none. */
export type Point = { readonly x: number; readonly y: number; readonly value: number } | undefined;

/** Curves as a line chart, each named at the end of its line. */
export function curvesSvg(view: Curves, { title, width = 720, height = 420 }: SvgOptions): string {
  atLeast('width', 240, width);
  atLeast('height', 160, height);
  const values = view.series.flatMap((series) => view.x.map((_, i) => series.values[i])).filter(isDrawn);
  const log = values.length > 0 && needsLog(values);
  const yLabel = log ? `${view.yLabel}, log scale` : view.yLabel;

  const room = labelWidth(view.series, width / 2);
  const frame: Frame = { left: 64, right: width - 16 - room, top: 40, bottom: height - 48 };
  const count = { x: Math.max(2, Math.floor((frame.right - frame.left) / 70)), y: Math.max(2, Math.floor((frame.bottom - frame.top) / 50)) };
  const places = view.x.filter(isDrawn);
  const x = places.length > 0 ? linearScale(places, { count: count.x, whole: places.every(Number.isInteger) }) : noScale;
  const y =
    values.length === 0 ? noScale : log ? logScale(values, { count: count.y }) : linearScale(values, { count: count.y, extend: true });

  const points = view.series.map((series) =>
    view.x.map((place, i): Point => {
      const value = series.values[i];
      if (!isDrawn(place) || !isDrawn(value)) return undefined;
      return {
        x: frame.left + x.position(place) * (frame.right - frame.left),
        y: frame.bottom - y.position(value) * (frame.bottom - frame.top),
        value,
      };
    }),
  );
  const styles = lineStyles(view.series);
  const note = view.x.length === 0 ? 'No values yet' : 'No finite values';
  return picture(
    { width, height, title: title ?? `${view.yLabel} by ${view.xLabel}`, description: describe(view, yLabel) },
    axes(frame, { x: { scale: x, label: view.xLabel }, y: { scale: y, label: yLabel } }),
    ...points.map((at, i) => line(at, styles[i]!)),
    lineLabels(frame, view.series.map(({ name }, i) => ({ name, points: points[i]!, style: styles[i]! })), room),
    ...(values.length > 0 ? [] : [noteIn(frame, note)]),
  );
}

const noScale: Scale = { ticks: [], position: () => 0.5 };

const isDrawn = (value: number | undefined): value is number => Number.isFinite(value);

const noteIn = ({ left, right, top, bottom }: Frame, note: string): string =>
  element('text', { ...fill('muted'), x: (left + right) / 2, y: (top + bottom) / 2, 'text-anchor': 'middle', 'font-size': 14 }, note);

function describe({ x, series, xLabel }: Curves, yLabel: string): string {
  if (x.length === 0) return `A line chart of ${yLabel} by ${xLabel}, without values yet.`;
  const told = series.map(({ name, values }) => {
    const drawn = values.slice(0, x.length).filter(isDrawn);
    return drawn.length === 0
      ? `${name} has no finite values`
      : `${name} goes from ${formatValue(drawn[0]!)} to ${formatValue(drawn.at(-1)!)}`;
  });
  return `A line chart of ${yLabel} by ${xLabel}, from ${x[0]!} to ${x.at(-1)!}. ${told.join('; ')}.`;
}

function atLeast(option: string, least: number, value: number): void {
  if (value >= least && Number.isFinite(value)) return;
  throw new InvalidOptionError(option, `svg: ${option}: expected ${least} pixels or more, received ${value}.`);
}
