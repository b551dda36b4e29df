/** A number as it is typed; NaN, which every check refuses, where it is none. */
export const number = (text: string): number => (text.trim() === '' ? NaN : Number(text));

/** Numbers with commas between them; none where the text is empty. */
export const numbers = (text: string): number[] => (text.trim() === '' ? [] : text.split(',').map(number));
