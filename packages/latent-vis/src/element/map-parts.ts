import { node } from './node.js';

/** What the keyboard does in a map, for those who hear it. */
const keys =
  'Arrow keys move the map, and the point nearest to its middle is told. Plus and minus zoom, 0 shows all points. ' +
  'Enter selects the points in view, Escape selects none.';

/** Sets up what a map is made of. */
export function mapParts(content: HTMLElement) {
  const told = node('p', { className: 'unseen', id: 'keys', textContent: keys });
  const canvas = node('canvas', { tabIndex: 0, role: 'application', ariaRoleDescription: 'map of points' });
  canvas.setAttribute('aria-describedby', told.id);
  const over = node('canvas', { className: 'over', ariaHidden: 'true' });
  const tip = node('div', { className: 'tip', hidden: true });
  const tools = node('div', { className: 'tools', role: 'toolbar', ariaLabel: 'Map' });
  const classes = node('div', { className: 'legend', role: 'group', ariaLabel: 'Classes' });
  const axes = node('span');
  const status = node('span', { role: 'status' });
  content.append(
    node('div', { className: 'plot' }, canvas, over, tip, tools, told),
    classes,
    node('p', { className: 'caption' }, axes, status),
  );
  return { canvas, over, tip, tools, classes, axes, status };
}
