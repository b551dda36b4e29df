import { axes, type Frame } from './axes.js';
import type { Curves } from '../views/curves.js';
import { formatValue } from './format.js';
import { line, lineStyles, type Point } from './line.js';
import { labelRoom, lineLabels } from './line-labels.js';
import { noteIn } from './note.js';
import { picture, textWidth } from './picture.js';
import { linearScale, logScale, needsLog, noScale, type Scale } from './scale.js';
import { checkSize, type SvgOptions } from './svg-options.js';

/** Curves as a line chart, each named at the end of its line. */
export function curvesSvg(view: Curves, { title, width = 720, height = 420 }: SvgOptions): string {
  checkSize({ width, height });
  const finite = view.series.map(({ name, values }) => ({ name, values: values.slice(0, view.x.length).filter(isDrawn) }));
  const values = finite.flatMap((series) => series.values);
  const log = values.length > 0 && needsLog(values);
  const yLabel = log ? `${view.yLabel}, log scale` : view.yLabel;

  const [top, bottom] = [40, height - 48];
  const y = verticalScale(values, { log, count: Math.max(2, Math.floor((bottom - top) / 50)) });
  const room = labelRoom(finite, width / 2);
  const left = 24 + Math.max(16, ...y.ticks.map(({ label }) => textWidth(label)));
  const frame: Frame = { left, right: width - 16 - room, top, bottom };
  const x = horizontalScale(view.x.filter(isDrawn), Math.max(2, Math.floor((frame.right - left) / 70)));

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
    { width, height, title: title ?? `${view.yLabel} by ${view.xLabel}`, description: describe({ ...view, yLabel, series: finite }) },
    axes(frame, { x: { scale: x, label: view.xLabel }, y: { scale: y, label: yLabel } }),
    ...points.map((at, i) => line(at, styles[i]!)),
    lineLabels(frame, view.series.map(({ name }, i) => ({ name, points: points[i]!, style: styles[i]! })), room),
    ...(values.length > 0 ? [] : [noteIn(frame, note)]),
  );
}

function verticalScale(values: readonly number[], { log, count }: { log: boolean; count: number }): Scale {
  if (values.length === 0) return noScale;
  return log ? logScale(values, { count }) : linearScale(values, { count, extend: true });
}

const horizontalScale = (places: readonly number[], count: number): Scale =>
  places.length === 0 ? noScale : linearScale(places, { count, whole: places.every(Number.isInteger) });

/** False for what is missing, not finite, or so large that arithmetic would make it infinite. */
const isDrawn = (value: number | undefined): value is number => value !== undefined && Math.abs(value) < 1e300;

function describe({ x, series, xLabel, yLabel }: Curves): string {
  if (x.length === 0) return `A line chart of ${yLabel} by ${xLabel}, without values yet.`;
  const told = series.map(({ name, values }) => {
    if (values.length === 0) return `${name} has no finite values`;
    const [first, last] = [formatValue(values[0]!), formatValue(values.at(-1)!)];
    return values.length === 1 ? `${name} is ${first}` : `${name} goes from ${first} to ${last}`;
  });
  const reach = x.length === 1 ? `at ${x[0]!}` : `from ${x[0]!} to ${x.at(-1)!}`;
  return `A line chart of ${yLabel} by ${xLabel}, ${reach}. ${told.join('; ')}.`;
}
