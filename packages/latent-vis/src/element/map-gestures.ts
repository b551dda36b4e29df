import type { Place } from '../canvas/camera.js';

/** What a reader does to a map, in pixels of the page from the upper left of its canvas. */
export interface Gestures {
  pan(by: Place): void;
  zoom(factor: number, at: Place): void;
  /** The mouse rests here, or a finger tapped; undefined when the mouse leaves, and when a new gesture begins. */
  point(at: Place | undefined): void;
  /** An outline is being drawn, or is done. */
  outline(corners: readonly Place[], done: boolean): void;
  /** Whether dragging draws an outline; with the shift key it does anyhow. */
  outlines(): boolean;
}

/** Pixels that a finger may slip in a tap. */
const slip = 8;

/** Listens to mouse, pen, fingers and wheel. */
export function listen(canvas: HTMLElement, gestures: Gestures): void {
  const fingers = new Map<number, Place>();
  let corners: Place[] | undefined;
  let tapped: Place | undefined; // where the only finger came down, until it moves
  const at = (event: MouseEvent): Place => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    tapped = event.pointerType === 'touch' && fingers.size === 1 ? at(event) : undefined;
    corners = fingers.size === 1 && (event.shiftKey || gestures.outlines()) ? [at(event)] : undefined;
    if (corners === undefined) gestures.outline([], false);
    gestures.point(undefined);
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    const now = at(event);
    if (tapped && apart(now, tapped) > slip) tapped = undefined;
    if (!before) gestures.point(now);
    else if (corners) {
      const last = corners.at(-1)!;
      if (Math.hypot(now.x - last.x, now.y - last.y) >= 3) corners.push(now);
      gestures.outline(corners, false);
    } else {
      const others = [...fingers].filter(([finger]) => finger !== event.pointerId).map(([, place]) => place);
      fingers.set(event.pointerId, now);
      gestures.pan({ x: (now.x - before.x) / fingers.size, y: (now.y - before.y) / fingers.size });
      const [other] = others;
      if (other) gestures.zoom(apart(now, other) / apart(before, other), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    }
  });
  const release = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    if (corners) gestures.outline(event.type === 'pointerup' ? corners : [], event.type === 'pointerup');
    corners = undefined;
    if (tapped && event.type === 'pointerup') gestures.point(tapped);
    tapped = undefined;
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', (event) => {
    if (event.pointerType !== 'touch') gestures.point(undefined);
  });
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    gestures.zoom(Math.exp(Math.max(-0.5, Math.min(0.5, -event.deltaY * lines * 0.002))), at(event));
  });
}

/** At least a pixel, so that fingers that meet do not zoom without end. */
const apart = (a: Place, b: Place): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
