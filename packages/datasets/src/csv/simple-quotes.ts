/**
 * What takes the quotes off cells of delimited text where they enclose neither quotes, delimiters nor newlines. Where none is
 * left, all were such: of the first cell that is not, the quote that opens it would be.
 *
 * @returns a function of text that begins with a record
 */
export function simpleQuotes(delimiter: string): (text: string) => string {
  const code = `\\u${delimiter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const quoted = new RegExp(`(^|${code})"([^"\\n${code}]*)"(?=${code}|\\n)`, 'gm');
  return (text) => text.replace(quoted, '$1$2');
}
