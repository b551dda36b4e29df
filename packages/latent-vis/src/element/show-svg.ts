/**
 * Puts an SVG document into the content of an element in place of what was there. The rules that documents have of their own go,
 * since a content security policy may forbid them; those of all elements say the same.
 */
export function showSvg(content: HTMLElement, svg: string): void {
  const template = document.createElement('template');
  template.innerHTML = svg;
  for (const style of template.content.querySelectorAll('style')) style.remove();
  content.replaceChildren(template.content);
}
