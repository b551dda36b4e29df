import { darkStyle, inkColour, type Ink } from '../drawing/inks.js';

const darkGround = '(prefers-color-scheme: dark)';

/** Whether the reader prefers dark ground, and word of it when that changes. */
export const onDarkGround = (): MediaQueryList => matchMedia(darkGround);

const variables = (dark: boolean): string =>
  (['ground', 'text', 'muted', 'grid'] satisfies Ink[]).map((ink) => `--${ink}: ${inkColour(ink, dark)};`).join(' ');

/** What all elements have in common. A rule of the page, such as `loss-curve { height: 10rem }`, goes before those of `:host`. */
const common = `
  :host { ${variables(false)} --accent: ${inkColour('line0', false)}; color-scheme: light;
    display: block; position: relative; box-sizing: border-box; min-width: 0; overflow: hidden;
    background: var(--ground); color: var(--text); font: 12px/1.4 system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
  @media ${darkGround} { :host { ${variables(true)} --accent: ${inkColour('line0', true)}; color-scheme: dark; } }
  ${darkStyle}
  :host([hidden]), [hidden] { display: none !important; }
  * { box-sizing: border-box; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
  .content { width: 100%; height: 100%; }
  .message { margin: 0; padding: 12px; color: var(--muted); overflow-wrap: anywhere; }
  .message:empty { display: none; }
  button { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--grid); border-radius: 6px;
    min-width: 28px; min-height: 28px; padding: 2px 8px; cursor: pointer; }
  button:hover { border-color: var(--muted); }`;

const sheets = new Map<string, CSSStyleSheet>();

/** A style sheet of these rules after the common ones, one for all elements that share it. */
export function sharedStyle(rules: string): CSSStyleSheet {
  const known = sheets.get(rules);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(common + rules);
  sheets.set(rules, sheet);
  return sheet;
}
