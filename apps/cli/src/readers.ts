import type { ByteSource } from '@hourglass/datasets';
import { file } from '@hourglass/datasets/node';

/** A number as it is typed; the text itself, which every check refuses and shows, where it is none. */
export const number = (text: string): number | string => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text);

/** Numbers with commas between them; none where the text is empty. */
export const numbers = (text: string): (number | string)[] => (text.trim() === '' ? [] : text.split(',').map(number));

/** As it is typed. */
export const text = (typed: string): string => typed;

/** Words with commas between them; none where the text is empty. */
export const words = (typed: string): string[] => (typed === '' ? [] : typed.split(','));

/** `true`, `false`, or nothing, which is `true`; any other text as it is, which every check refuses. */
export const flag = (typed: string): boolean | string => (typed === '' || typed === 'true' ? true : typed === 'false' ? false : typed);

/** Sizes of axes: `64x64` as `[64, 64]`. */
export const axes = (typed: string): (number | string)[] => typed.split('x').map(number);

/** A file on disk. */
export const path = (typed: string): ByteSource => file(typed);
