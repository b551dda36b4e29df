/** What the labels of digits stand for. */
export const digitNames = Array.from({ length: 10 }, (_, digit) => String(digit));
