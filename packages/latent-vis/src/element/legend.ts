import type { PointGroup } from '../drawing/point-groups.js';
import { node } from './node.js';

/** A button for each class that shows or hides its points. */
export function legend(groups: readonly PointGroup[], hidden: Set<string>, changed: () => void): HTMLElement[] {
  return groups
    .filter((group): group is PointGroup & { name: string } => group.name !== undefined)
    .map(({ name, ink, members }) => {
      const swatch = node('span', { className: 'swatch' });
      swatch.style.background = ink;
      const count = node('span', { className: 'count', textContent: members.length.toLocaleString('en') });
      const button = node('button', { type: 'button', title: name }, swatch, node('span', { className: 'name', textContent: name }), count);
      const show = (): string => (button.ariaPressed = String(!hidden.has(name)));
      button.addEventListener('click', () => {
        if (!hidden.delete(name)) hidden.add(name);
        show();
        changed();
      });
      show();
      return button;
    });
}
