import type { Place, Size } from '../canvas/camera.js';
import { formatValue } from '../svg/format.js';
import { node } from './node.js';

interface Point {
  /** That of its class; empty where it has none. */
  readonly name: string;
  readonly index: number;
  readonly place: Place;
  readonly picture: HTMLCanvasElement | undefined;
}

/** Tells of a point beside it, within a map of this size. */
export function showTip(tip: HTMLElement, { name, index, place, picture }: Point, { at, size }: { at: Place; size: Size }): void {
  const lines = [`point ${index}`, `${formatValue(place.x)}, ${formatValue(place.y)}`].map((textContent) => node('div', { textContent }));
  const text = node('div', {}, node('strong', { textContent: name }), ...lines);
  tip.replaceChildren(...(picture ? [picture, text] : [text]));
  const away = 12;
  tip.style.left = `${at.x > size.width / 2 ? at.x - away - tip.offsetWidth : at.x + away}px`;
  tip.style.top = `${Math.max(4, Math.min(size.height - tip.offsetHeight - 4, at.y - tip.offsetHeight / 2))}px`;
}
