import { fitCamera, moved, toPixel, toPlane, zoomed, type Camera, type Place, type Size } from '../canvas/camera.js';
import { drawScatter } from '../canvas/draw-scatter.js';
import { drawThumbnails } from '../canvas/draw-thumbnails.js';
import { nearestPoint } from '../canvas/nearest-point.js';
import { plotOf, shownGroups, type Plot } from '../canvas/plot.js';
import { pointsWithin } from '../canvas/points-within.js';
import { thumbnailsOf, type Thumbnails } from '../canvas/thumbnails.js';
import { inkColour } from '../drawing/inks.js';
import type { Scatter } from '../views/scatter.js';
import { button } from './button.js';
import { enlarged, fitCanvas } from './fit-canvas.js';
import { latentMapStyle } from './latent-map-style.js';
import { legend } from './legend.js';
import { listen } from './map-gestures.js';
import { listenToKeys, zoomStep } from './map-keys.js';
import { drawMarks } from './map-marks.js';
import { mapParts } from './map-parts.js';
import { describeMap, report } from './map-report.js';
import { showTip } from './map-tip.js';
import type { ViewElement } from './view-element.js';

/** What `<latent-map>` tells by `select` when points were chosen. */
export interface MapSelection {
  /** Rising; none where the choice was undone. */
  readonly indices: Uint32Array;
}

/** `<latent-map>`: points to pan, zoom, point at and choose from, a million if need be. */
export interface LatentMapElement extends HTMLElement {
  /** What is drawn; pass a new object rather than change its arrays. */
  scatter: Scatter | undefined;
}

/** The greatest zoom; coordinates have no more digits. */
const closest = 1e5;

export const latentMap: ViewElement<Pick<LatentMapElement, 'scatter'>> = {
  name: 'latent-map',
  properties: ['scatter'],
  style: latentMapStyle,
  create({ content, redraw, say, tell }) {
    const { canvas, over, tip, tools, axes, status, classes } = mapParts(content);

    let scatter: Scatter | undefined;
    let plot: Plot | undefined;
    let thumbnails: Thumbnails = () => undefined;
    let camera: Camera | undefined; // undefined while all points are shown
    let selected: Uint8Array | undefined;
    let pointed: number | undefined;
    let byKeyboard = false;
    let outline: readonly Place[] = [];
    let colour = '';
    const hidden = new Set<string>();

    const size = (): Size => ({ width: canvas.clientWidth, height: canvas.clientHeight });
    const middle = (): Place => ({ x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 });
    const whole = (): Camera => fitCamera(plot?.extent ?? { left: 0, right: 0, bottom: 0, top: 0 }, size());
    const seen = (): Camera => camera ?? whole();
    const shown = (): boolean[] => shownGroups(plot!, hidden);
    const pixelOf = (point: number): Place => {
      const { data } = scatter!.points;
      return toPixel(seen(), size(), { x: data[2 * point]!, y: data[2 * point + 1]! });
    };

    const look = (next: Camera | undefined): void => {
      const scale = next && Math.min(closest * whole().scale, Math.max(whole().scale / 4, next.scale));
      if (next && scale !== next.scale) return;
      camera = next;
      redraw();
    };
    const pan = (by: Place): void => {
      byKeyboard = false;
      look(moved(seen(), by));
    };
    const zoom = (factor: number, at = middle()): void => look(zoomed(seen(), factor, size(), at));

    const point = (at: Place | undefined, within = Infinity): void => {
      pointed = at && nearestPoint(plot!, toPlane(seen(), size(), at), { within: within / seen().scale, shown: shown() });
      mark();
    };
    const nameOf = (i: number): string => scatter!.classes?.[scatter!.labels?.[i] ?? -1] ?? '';
    const mark = (): void => {
      const ring = pointed === undefined ? undefined : pixelOf(pointed);
      drawMarks(over.getContext('2d')!, { ring, cross: byKeyboard, outline, colour });
      tip.hidden = !ring;
      if (!ring || pointed === undefined) return;
      const { data } = scatter!.points;
      const place = { x: data[2 * pointed]!, y: data[2 * pointed + 1]! };
      showTip(tip, { name: nameOf(pointed), index: pointed, place, picture: thumbnails(pointed) }, { at: ring, size: size() });
    };

    const tellState = (): void => {
      status.textContent = report(plot!, scatter!, selected);
      clear.hidden = !selected;
    };
    const select = (indices: Uint32Array): void => {
      selected = indices.length > 0 ? new Uint8Array(scatter!.points.shape[0]!) : undefined;
      for (const i of indices) selected![i] = 1;
      tellState();
      redraw();
      tell('select', { indices } satisfies MapSelection);
    };
    const selectWithin = (corners: readonly Place[]): void =>
      select(pointsWithin(plot!, corners.map((corner) => toPlane(seen(), size(), corner)), shown()));

    const lasso = (): boolean => lassoButton.ariaPressed === 'true';
    const lassoButton = button('Lasso', 'Lasso: choose points by drawing around them', () => {
      lassoButton.ariaPressed = String(!lasso());
      canvas.classList.toggle('lasso', lasso());
    });
    lassoButton.ariaPressed = 'false';
    const clear = button('Clear', 'Clear the selection', () => select(new Uint32Array()));
    tools.append(
      button('+', 'Zoom in', () => zoom(zoomStep)),
      button('−', 'Zoom out', () => zoom(1 / zoomStep)),
      button('All', 'Show all points', () => look(undefined)),
      lassoButton,
      clear,
    );

    listen(canvas, {
      pan,
      zoom,
      point: (at) => point(at, 12),
      outline(corners, done) {
        outline = done ? [] : corners;
        mark();
        if (done && corners.length > 2) selectWithin(corners);
      },
      outlines: lasso,
    });

    listenToKeys(canvas, {
      pan,
      zoom,
      showAll: () => look(undefined),
      selectShown() {
        const { width, height } = size();
        selectWithin([{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }]);
      },
      selectNone: () => select(new Uint32Array()),
      moved() {
        byKeyboard = true;
        point(middle());
        if (pointed !== undefined) status.textContent = `${nameOf(pointed)} point ${pointed}`.trim(); // until the focus goes
      },
      left() {
        byKeyboard = false;
        point(undefined);
        tellState();
      },
    });

    const take = (next: Scatter): void => {
      plot = plotOf(next);
      if (next.points.shape[0] !== scatter?.points.shape[0]) [camera, selected, pointed] = [undefined, undefined, undefined];
      scatter = next;
      thumbnails = thumbnailsOf(next);
      const listed = plot.groups.map(({ name, members }) => `${name ?? ''} ${members.length}`).join('\n');
      if (listed !== classes.dataset['listed']) classes.replaceChildren(...legend(plot.groups, hidden, redraw)); // else the focus is lost
      classes.dataset['listed'] = listed;
      classes.hidden = !next.labels;
      axes.textContent = `${next.axes[0]} → · ${next.axes[1]} ↑`;
      canvas.ariaLabel = describeMap(plot, next);
      tellState();
    };

    return (properties, { dark }) => {
      if (!properties.scatter) {
        say('No points yet');
        return;
      }
      if (properties.scatter !== scatter) take(properties.scatter);
      if (!plot?.extent) {
        say('No points to show: none has finite coordinates.');
        return;
      }
      if (canvas.clientWidth === 0 || canvas.clientHeight === 0) return; // not laid out
      colour = inkColour('text', dark);
      fitCanvas(canvas, size());
      fitCanvas(over, size());
      const context = canvas.getContext('2d')!;
      const pixelRatio = devicePixelRatio;
      drawScatter(context, properties.scatter, { camera: enlarged(seen(), pixelRatio), hidden, selected, dark, pixelRatio });
      drawThumbnails(context, plot, thumbnails, { camera: seen(), hidden, selected, pixelRatio });
      mark();
    };
  },
};
