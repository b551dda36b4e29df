import type { Place } from '../canvas/camera.js';

export interface PadGestures {
  /** To this place, in pixels of the page from the upper left of the pad. */
  to(pixel: Place): void;
  /** By this share of what the pad shows, to the right and up. */
  by(share: Place): void;
  home(): void;
}

/** How far an arrow key goes, and how many times as far with the shift key. */
const step = 0.02;
const stride = 5;

const ways: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -step, y: 0 },
  ArrowRight: { x: step, y: 0 },
  ArrowUp: { x: 0, y: step },
  ArrowDown: { x: 0, y: -step },
};

/** Listens to dragging and to the arrow keys. */
export function padGestures(pad: HTMLElement, { to, by, home }: PadGestures): void {
  const follow = (event: PointerEvent): void => {
    const { left, top } = pad.getBoundingClientRect();
    to({ x: event.clientX - left - pad.clientLeft, y: event.clientY - top - pad.clientTop });
  };
  pad.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    pad.setPointerCapture(event.pointerId);
    follow(event);
  });
  pad.addEventListener('pointermove', (event) => {
    if (pad.hasPointerCapture(event.pointerId)) follow(event);
  });
  pad.addEventListener('keydown', (event) => {
    const way = ways[event.key];
    if ((!way && event.key !== 'Home') || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const times = event.shiftKey ? stride : 1;
    if (way) by({ x: way.x * times, y: way.y * times });
    else home();
  });
}
