/** Lets the keyboard reach a box while there is more in it than it shows. */
export function scrollsByKeyboard(box: HTMLElement, label: string): void {
  const overflows = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
  box.role = overflows ? 'region' : null;
  box.ariaLabel = overflows ? label : null;
  if (overflows) box.tabIndex = 0;
  else box.removeAttribute('tabindex');
}
