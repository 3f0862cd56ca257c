/** A table for a spreadsheet (RFC 4180). */
export const csv = (lines: readonly (readonly string[])[]): string =>
  `${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;

/** Quoted where needed; a text that a spreadsheet would run as a formula is made a text, and a number stays one. */
function cell(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A file's text, with the mark by which Excel knows UTF-8. */
export const withMark = (text: string): string => `\uFEFF${text}`;
