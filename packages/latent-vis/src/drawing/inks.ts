/** Each colour on light and on dark ground; those of lines are told apart by colour-blind readers too (Okabe and Ito, 2008). */
const inks = {
  ground: ['#ffffff', '#14171c'],
  text: ['#1f2328', '#e6e8eb'],
  muted: ['#59636e', '#9aa4af'],
  grid: ['#e6e9ed', '#2b3038'],
  line0: ['#0072b2', '#56b4e9'],
  line1: ['#d55e00', '#e69f00'],
  line2: ['#009e73', '#009e73'],
  line3: ['#cc79a7', '#cc79a7'],
  line4: ['#e69f00', '#f0e442'],
  line5: ['#56b4e9', '#d55e00'],
} as const;

export type Ink = keyof typeof inks;

/** The colour itself, where neither attributes nor a style sheet reach. */
export const inkColour = (ink: Ink, dark: boolean): string => inks[ink][dark ? 1 : 0];

/** The colours of lines, in the order of their use. */
export const lineInks: readonly Ink[] = ['line0', 'line1', 'line2', 'line3', 'line4', 'line5'];

/** Attributes that fill in this colour, or draw a line in it. Every viewer reads the light one; `darkStyle` overrides it. */
export const fill = (ink: Ink) => ({ class: `hourglass-fill-${ink}`, fill: inks[ink][0] });
export const stroke = (ink: Ink) => ({ class: `hourglass-stroke-${ink}`, stroke: inks[ink][0], fill: 'none' });

/** The dark colours, and the style sheet that gives them to readers who prefer dark ground. */
export const darkRules = Object.entries(inks)
  .flatMap(([ink, [, dark]]) => [`.hourglass-fill-${ink} { fill: ${dark} }`, `.hourglass-stroke-${ink} { stroke: ${dark} }`])
  .join(' ');
export const darkStyle = `@media (prefers-color-scheme: dark) { ${darkRules} }`;
