/** Code points that Windows-1252 has outside Latin-1: smart quotes, dashes, the euro sign … */
const BEYOND_LATIN_1 = new Set(
  [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((character) => character.codePointAt(0)),
);

/** A company file keeps Windows-1252 text: whatever lies outside comes back as a question mark (qbxml.md §2). */
export function asWindows1252(text: string): string {
  if (!/[^\p{ASCII}]/u.test(text)) return text;
  return [...text].map((character) => (survives(character) ? character : '?')).join('');
}

function survives(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 || (code >= 0xa0 && code <= 0xff) || BEYOND_LATIN_1.has(code);
}
