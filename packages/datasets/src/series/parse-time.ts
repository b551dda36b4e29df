/** Times as ISO 8601 writes them, with a space for the T allowed. */
const isoTime = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/;

/** Milliseconds since 1970, or a plain number as it is; NaN where a text is neither. A time without a zone is taken as UTC. */
export function parseTime(text: string): number {
  const found = isoTime.exec(text.trim());
  if (!found) return text.trim() === '' ? NaN : Number(text);
  const [, date, time = '00:00', zone = 'Z'] = found;
  return Date.parse(`${date}T${time}${zone}`);
}
