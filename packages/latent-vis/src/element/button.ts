import { node } from './node.js';

/** A button with a short text, and the name by which it is heard and explained. */
export function button(textContent: string, ariaLabel: string, act: () => void): HTMLButtonElement {
  const made = node('button', { type: 'button', textContent, ariaLabel, title: ariaLabel });
  made.addEventListener('click', act);
  return made;
}
