import type { NdArray, Range } from '@hourglass/core';
import { fitCamera, toPixel, toPlane, type Camera, type Extent, type Place, type Size } from '../canvas/camera.js';
import { drawScatter } from '../canvas/draw-scatter.js';
import { plotOf } from '../canvas/plot.js';
import { rasterCanvas } from '../canvas/raster-canvas.js';
import { inkColour } from '../drawing/inks.js';
import { sampleRasters } from '../drawing/sample-rasters.js';
import { formatValue } from '../svg/format.js';
import { boundedBy } from '../views/bounded-by.js';
import type { CodeSet } from '../views/code-set.js';
import type { Scatter } from '../views/scatter.js';
import { enlarged, fitCanvas } from './fit-canvas.js';
import { latestAnswer } from './latest-answer.js';
import { drawMarks } from './map-marks.js';
import { node } from './node.js';
import { padGestures } from './pad-gestures.js';
import type { ViewElement } from './view-element.js';

/** `<latent-pad>`: a plane of codes, in which the place that one drags to is decoded. */
export interface LatentPadElement extends HTMLElement {
  /** Decodes one code, `[1, 2]`, to one sample, `[1, ...sampleShape]`, such as a model's own `decode`. */
  decode: ((code: NdArray<Float32Array>) => Promise<NdArray>) | undefined;
  /** Codes of two numbers that are shown as points, and say what part of the plane is shown. */
  codes: Pick<CodeSet, 'codes' | 'labels' | 'classes'> | undefined;
  /** What part of the plane is shown. Default: that of the codes; without these, from -3 to 3 on both axes. */
  extent: { readonly x: Range; readonly y: Range } | undefined;
  /** The values of samples drawn as black and as white. Default [0, 1]. */
  range: Range | undefined;
}

type Properties = Pick<LatentPadElement, 'decode' | 'codes' | 'extent' | 'range'>;

const style = `
  :host { container-type: inline-size; }
  .content { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 12px; padding: 12px; max-width: 52rem; height: auto; }
  .pad, .image { position: relative; aspect-ratio: 1; border: 1px solid var(--grid); border-radius: 6px; overflow: hidden; }
  .pad { cursor: crosshair; touch-action: none; }
  .pad canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
  .image canvas { display: block; width: 100%; height: 100%; object-fit: contain; image-rendering: pixelated; }
  output { grid-column: 1 / -1; color: var(--muted); font-variant-numeric: tabular-nums; }
  @container (max-width: 400px) { .content { grid-template-columns: minmax(0, 1fr); } }`;

export const latentPad: ViewElement<Properties> = {
  name: 'latent-pad',
  properties: ['decode', 'codes', 'extent', 'range'],
  style,
  create({ content, say }) {
    const points = node('canvas');
    const over = node('canvas');
    const pad = node('div', { className: 'pad', tabIndex: 0, role: 'slider', ariaLabel: 'Code', ariaRoleDescription: 'slider in two directions' }, points, over);
    const image = node('canvas', { role: 'img', ariaLabel: 'Nothing decoded yet' });
    const told = node('output');
    content.append(pad, node('div', { className: 'image' }, image), told);

    let properties: Partial<Properties> = {};
    let scatter: Scatter | undefined;
    let area: Extent = extentOf(properties, scatter);
    let place: Place | undefined; // undefined until one moves: the middle
    let trouble = '';
    let colour = '';
    let move: (code: Place) => void = () => undefined;

    const size = (): Size => ({ width: pad.clientWidth, height: pad.clientHeight });
    const camera = (): Camera => fitCamera(area, size());
    const middle = (): Place => ({ x: (area.left + area.right) / 2, y: (area.bottom + area.top) / 2 });
    const words = ({ x, y }: Place): string => `${formatValue(x)}, ${formatValue(y)}`;

    const go = ({ x, y }: Place): void => {
      place = { x: Math.min(area.right, Math.max(area.left, x)), y: Math.min(area.top, Math.max(area.bottom, y)) };
      mark();
      move(place);
    };
    padGestures(pad, {
      to: (pixel) => go(toPlane(camera(), size(), pixel)),
      by({ x, y }) {
        const from = place ?? middle();
        go({ x: from.x + x * (area.right - area.left), y: from.y + y * (area.top - area.bottom) });
      },
      home: () => go(middle()),
    });

    const mark = (): void => {
      const at = place ?? middle();
      drawMarks(over.getContext('2d')!, { ring: toPixel(camera(), size(), at), cross: false, outline: [], colour });
      pad.ariaValueMin = String(area.left);
      pad.ariaValueMax = String(area.right);
      pad.ariaValueNow = String(at.x);
      pad.ariaValueText = words(at);
      told.textContent = `code ${words(at)}`;
    };

    const listen = (decode: NonNullable<Properties['decode']>): void => {
      const isCurrent = (): boolean => properties.decode === decode;
      move = latestAnswer(
        async (code: Place) => ({ code, sample: await decode({ data: Float32Array.of(code.x, code.y), shape: [1, 2] }) }),
        {
          answered({ code, sample }) {
            if (!isCurrent()) return;
            const range = boundedBy(properties.range ?? [0, 1], sample);
            rasterCanvas(sampleRasters('decode', sample, { range })[0]!, image);
            image.ariaLabel = `What ${words(code)} decodes to`;
            say((trouble = ''), true);
          },
          failed(error) {
            if (!isCurrent()) return;
            trouble = `decode: ${error instanceof Error ? error.message : String(error)}`;
            say(trouble, true);
          },
        },
      );
    };

    return (next, { dark }) => {
      const before = properties;
      properties = { ...next };
      if (!next.decode) {
        say('Nothing to decode with yet');
        return;
      }
      if (next.codes !== before.codes) scatter = next.codes && scatterOf(next.codes);
      area = extentOf(next, scatter);
      if (pad.clientWidth === 0) return; // not laid out
      colour = inkColour('text', dark);
      fitCanvas(points, size());
      fitCanvas(over, size());
      drawScatter(points.getContext('2d')!, scatter ?? nothing, {
        camera: enlarged(camera(), devicePixelRatio),
        dark,
        pixelRatio: devicePixelRatio,
      });
      if (next.decode !== before.decode) listen(next.decode);
      if (next.decode !== before.decode || next.extent !== before.extent || next.codes !== before.codes || next.range !== before.range) go(place ?? middle());
      mark();
      say(trouble, true);
    };
  },
};

const nothing: Scatter = { kind: 'scatter', points: { data: new Float32Array(), shape: [0, 2] }, axes: ['x', 'y'] };

const scatterOf = ({ codes, labels, classes }: NonNullable<Properties['codes']>): Scatter => ({
  kind: 'scatter',
  points: codes,
  axes: ['x', 'y'],
  ...(labels && classes && { labels, classes }),
});

function extentOf({ extent }: Partial<Properties>, scatter: Scatter | undefined): Extent {
  const known = !extent && scatter ? plotOf(scatter).extent : undefined;
  const { x, y } = extent ?? { x: [-3, 3], y: [-3, 3] };
  return known ?? { left: x[0], right: x[1], bottom: y[0], top: y[1] };
}
