import type { Place } from '../canvas/camera.js';

/** What a reader does to a map by its keys. */
export interface MapKeys {
  pan(by: Place): void;
  zoom(factor: number): void;
  showAll(): void;
  selectShown(): void;
  selectNone(): void;
  /** The map was moved or zoomed, and what is in its middle is to be told. */
  moved(): void;
  left(): void;
}

/** How far an arrow key moves the map, in pixels, and how much a key zooms. */
const step = 40;
export const zoomStep = 1.5;

export function listenToKeys(canvas: HTMLElement, keys: MapKeys): void {
  const moves: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => keys.pan({ x: step, y: 0 }),
    ArrowRight: () => keys.pan({ x: -step, y: 0 }),
    ArrowUp: () => keys.pan({ x: 0, y: step }),
    ArrowDown: () => keys.pan({ x: 0, y: -step }),
    '+': () => keys.zoom(zoomStep),
    '=': () => keys.zoom(zoomStep),
    '-': () => keys.zoom(1 / zoomStep),
    '0': () => keys.showAll(),
  };
  const choices: Readonly<Record<string, () => void>> = { Enter: () => keys.selectShown(), Escape: () => keys.selectNone() };

  canvas.addEventListener('keydown', (event) => {
    const act = moves[event.key] ?? choices[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
    if (event.key in moves) keys.moved();
  });
  canvas.addEventListener('blur', () => keys.left());
}
