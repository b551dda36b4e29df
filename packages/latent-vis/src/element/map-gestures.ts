import type { Place } from '../canvas/camera.js';

/** What a reader does to a map, in pixels of the page from the upper left of its canvas. */
export interface Gestures {
  pan(by: Place): void;
  zoom(factor: number, at: Place): void;
  /** The mouse rests here; undefined when it leaves. */
  point(at: Place | undefined): void;
  /** An outline is being drawn, or is done. */
  outline(corners: readonly Place[], done: boolean): void;
  /** Whether dragging draws an outline; with the shift key it does anyhow. */
  outlines(): boolean;
}

/** Listens to mouse, pen, fingers and wheel. */
export function listen(canvas: HTMLElement, gestures: Gestures): void {
  const fingers = new Map<number, Place>();
  let corners: Place[] | undefined;
  const at = (event: MouseEvent): Place => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    corners = fingers.size === 1 && (event.shiftKey || gestures.outlines()) ? [at(event)] : undefined;
    if (corners === undefined) gestures.outline([], false);
    gestures.point(undefined);
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    const now = at(event);
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
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', () => gestures.point(undefined));
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    gestures.zoom(Math.exp(Math.max(-0.5, Math.min(0.5, -event.deltaY * lines * 0.002))), at(event));
  });
}

/** At least a pixel, so that fingers that meet do not zoom without end. */
const apart = (a: Place, b: Place): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
