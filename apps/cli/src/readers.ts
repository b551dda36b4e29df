/** A number as it is typed; the text itself, which every check refuses and shows, where it is none. */
export const number = (text: string): number | string => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text);

/** Numbers with commas between them; none where the text is empty. */
export const numbers = (text: string): (number | string)[] => (text.trim() === '' ? [] : text.split(',').map(number));
