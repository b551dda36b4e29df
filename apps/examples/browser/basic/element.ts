/** The element of the page with this id, which must be of this class. */
export function element<Class extends HTMLElement>(id: string, type: new () => Class): Class {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`Expected an element ${type.name} with the id ${id} in the page.`);
}
