/**
 * What QuickBooks keeps of a text, written from the stated rule and apart from the product: characters of Windows-1252
 * stay, others lose their accents or become “?”, a name has no colon, and the text ends at the field's length.
 */
const decoder = new TextDecoder('windows-1252');
const codePage = new Set(
  Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte))).filter((each) => each >= ' '),
);
/** Letters whose stroke is no accent. */
const plain: Readonly<Record<string, string>> = { Ł: 'L', ł: 'l', Đ: 'D', đ: 'd' };

export function asQuickBooksKeeps(text: string, max: number, isName = false): string {
  const kept = [...text.normalize('NFC')].map((character) => {
    if (codePage.has(character)) return character;
    const bare = plain[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
    return bare !== '' && [...bare].every((each) => codePage.has(each)) ? bare : '?';
  });
  const whole = isName ? kept.join('').replaceAll(':', ' -') : kept.join('');
  return whole.trim().slice(0, max).trimEnd();
}
