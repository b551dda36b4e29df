import { cardRasters } from '../drawing/card-rasters.js';
import { fill } from '../drawing/inks.js';
import { checkCards, type Card, type Cards } from '../views/cards.js';
import { formatValue } from './format.js';
import { image, sharp, sizeWithin } from './images.js';
import { element, escapeText } from './markup.js';
import { fitted, picture } from './picture.js';
import type { SvgOptions } from './svg-options.js';

const border = 16;
/** Cards in a row, unless a width is given. */
const usual = 3;
const card = { width: 250, gap: 24 };
/** The sides of a direction and of a sample, the space between two, and the height of a line of small print, in pixels. */
const large = 78;
const small = 36;
const gap = 5;
const line = 13;
const inARow = 4;
const bars = 34;

/** A card for each unit: its name and how often it is active; what it adds, where it is strongest, and how strong it is. */
export function cardsSvg(view: Cards, { title, width }: SvgOptions): string {
  checkCards(view);
  const { cards, of } = view;
  const lines = Math.max(1, ...cards.map(({ activations }) => Math.ceil(activations.length / inARow)));
  const samplesHeight = Math.max(large + line, lines * (small + line));
  const height = 22 + samplesHeight + 8 + bars + line;
  const counted = new Intl.NumberFormat('en').format;
  const dead = of.dead === 0 ? 'none is dead in' : `${counted(of.dead)} dead: 0 in all`;
  const said = `${cards.length} of ${counted(of.units)} units; ${dead} ${counted(of.samples)} samples`;

  const across = width === undefined ? usual : Math.max(1, Math.floor((width - 2 * border + card.gap) / (card.width + card.gap)));
  const columns = Math.min(across, cards.length);
  const told = across === 1 ? said.split('; ') : [said];
  const first = border + told.length * line + 14;
  const drawn = cards.map((one, i) => {
    const x = border + (i % columns) * (card.width + card.gap);
    const y = first + Math.floor(i / columns) * (height + card.gap);
    return element('g', { transform: `translate(${x} ${y})` }, ...cardAt(one, view, samplesHeight));
  });
  return picture(
    {
      width: 2 * border + Math.max(columns * (card.width + card.gap) - card.gap, across === 1 ? 0 : 420),
      height: border + first + Math.ceil(cards.length / columns) * (height + card.gap) - card.gap,
      title: title ?? `${cards.length === 1 ? 'One unit' : `${cards.length} units`} of a code`,
      description: `${said}. ${cards.map(({ name, density }) => `${name} is ${howOften(density)}`).join('; ')}.`,
    },
    ...told.map((words, i) => text({ x: border, y: border + 4 + i * line, ink: 'muted' }, words)),
    element('g', sharp, ...drawn),
  );
}

function cardAt(one: Card, view: Cards, height: number): string[] {
  const { name, density, activations, histogram } = one;
  const { direction, top } = cardRasters(one, view);
  const size = sizeWithin(direction, large);
  const left = large + 14;
  const pitch = small + gap;
  return [
    text({ x: 0, y: 4, bold: true }, fitted(name, card.width - 110)),
    text({ x: card.width, y: 4, ink: 'muted', anchor: 'end' }, howOften(density)),
    image(direction, { x: (large - size.width) / 2, y: 18 + (large - size.height) / 2, ...size }),
    text({ x: large / 2, y: 18 + large + line / 2 + 1, ink: 'muted', size: 10, anchor: 'middle' }, 'adds'),
    ...top.map((sample, i) => {
      const box = sizeWithin(sample, small);
      const x = left + (i % inARow) * pitch;
      const y = 18 + Math.floor(i / inARow) * (small + line);
      return (
        image(sample, { x: x + (small - box.width) / 2, y: y + (small - box.height) / 2, ...box }) +
        text({ x: x + small / 2, y: y + small + line / 2, ink: 'muted', size: 9, anchor: 'middle' }, formatValue(activations[i]!))
      );
    }),
    ...(top.length === 0 ? [text({ x: left, y: 18 + large / 2, ink: 'muted' }, 'never active')] : bins(histogram, 22 + height)),
  ];
}

/** Bars of a histogram and the values at its ends. */
function bins({ low, high, counts }: Card['histogram'], top: number): string[] {
  const most = Math.max(...counts);
  const width = card.width / counts.length;
  const tall = (count: number): number => (bars * count) / most;
  const drawn = counts.map((count, i) =>
    count === 0 ? '' : element('rect', { ...fill('line0'), x: i * width, y: top + bars - tall(count), width: width - 1, height: Math.max(0.75, tall(count)) }),
  );
  const end = { ink: 'muted', size: 10, y: top + bars + line / 2 + 1 } as const;
  return [...drawn, text({ ...end, x: 0 }, formatValue(low)), text({ ...end, x: card.width, anchor: 'end' }, formatValue(high))];
}

interface TextStyle {
  readonly x: number;
  readonly y: number;
  readonly ink?: 'text' | 'muted';
  readonly size?: number;
  readonly bold?: boolean;
  readonly anchor?: 'middle' | 'end';
}

const text = ({ x, y, ink = 'text', size, bold = false, anchor }: TextStyle, said: string): string =>
  element(
    'text',
    { ...fill(ink), x, y, 'font-size': size, 'font-weight': bold ? 600 : undefined, 'text-anchor': anchor, 'dominant-baseline': 'central' },
    escapeText(said),
  );

const howOften = (density: number): string =>
  density === 0 ? 'dead' : `active in ${density < 0.001 ? '< 0.1' : (100 * density).toFixed(density < 0.1 ? 1 : 0)} %`;
