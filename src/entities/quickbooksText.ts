/**
 * What QuickBooks will keep of a text. It stores Windows-1252: any other character comes back as `?`, and the next
 * read would look like an edit. So the loss happens here, on purpose and by rule, and the full text stays in Bill.com.
 *
 * The rules, in this order:
 * 1. Letters and their accents are joined (`e` + U+0301 → `é`).
 * 2. Control characters and invisible formatting marks go; TAB, CR and LF stay (in a name they become a blank).
 * 3. Characters of Windows-1252 stay. Others take their named replacement (`→` → `->`), else what Unicode's
 *    compatibility decomposition leaves of them without accents (`ő` → `o`, `ﬁ` → `fi`), else `?`.
 * 4. In a name a colon becomes ` -`, because QuickBooks separates levels with it.
 * 5. Blanks at the ends go; the text is cut at `max` characters, and the cut leaves no blank at its end.
 *
 * The result is the same for the same text everywhere, and applying the rules to it again changes nothing.
 */

export interface QuickBooksTextRules {
  /** The field's limit in characters of the decoded text, e.g. 41 for a vendor's Name. No limit when left out. */
  readonly max?: number | undefined;
  /** Whether the text is a list entry's own name. */
  readonly name?: boolean | undefined;
}

export interface QuickBooksText {
  readonly text: string;
  /** Whether anything differs from the text that came in; then the two books cannot be compared by equality. */
  readonly changed: boolean;
}

/** Applies the rules above. Never throws; a text of nothing but blanks becomes `''`. */
export function toQuickBooksText(text: string, rules: QuickBooksTextRules): QuickBooksText {
  const kept = rules.name === true ? asName(inWindows1252(text)) : inWindows1252(text);
  const trimmed = kept.trim();
  const short = rules.max === undefined ? trimmed : trimmed.slice(0, rules.max).trimEnd();
  return { text: short, changed: short !== text };
}

/** The 27 characters of Windows-1252 that Latin-1 does not have. */
const WINDOWS_1252_EXTRAS: ReadonlySet<string> = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');
const PRINTABLE_LATIN_1 = /^[\t\r\n\u0020-\u007E\u00A0-\u00FF]$/;
/** Controls, formatting marks (zero-width, direction) and accents that joined with nothing. */
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{M}]$/u;
/** Everything stays as it is: by far the commonest text. */
const PLAIN = /^[\u0020-\u007E]*$/;
/** What a name cannot have between its words. */
const SEPARATORS = /[\t\r\n:]/;

const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  // Letters that Unicode does not decompose.
  ...Object.entries({
    Ł: 'L',
    ł: 'l',
    Đ: 'D',
    đ: 'd',
    Ħ: 'H',
    ħ: 'h',
    ı: 'i',
    ȷ: 'j',
    ĸ: 'k',
    Ŋ: 'N',
    ŋ: 'n',
  }),
  ...Object.entries({ Ŧ: 'T', ŧ: 't', Ɓ: 'B', ƀ: 'b', Ɖ: 'D', Ɨ: 'I', ɨ: 'i', Ə: 'A', ə: 'a', ẞ: 'SS' }),
  // Dashes, quotes, dots and blanks beside those that Windows-1252 has.
  ...Object.entries({
    '‐': '-',
    '‑': '-',
    '‒': '–',
    '―': '—',
    '−': '-',
    '⁃': '-',
    '﹘': '-',
    '⁓': '~',
    '∼': '~',
  }),
  ...Object.entries({ '‛': '‘', '‟': '“', '′': "'", '″': '"', '‴': "'''", ʼ: '’', ʻ: '‘', ʹ: "'", ʺ: '"' }),
  ...Object.entries({
    '「': '"',
    '」': '"',
    '『': '"',
    '』': '"',
    '〈': '‹',
    '〉': '›',
    '《': '«',
    '》': '»',
  }),
  ...Object.entries({
    '∙': '·',
    '⋅': '·',
    '‣': '•',
    '◦': '•',
    '●': '•',
    '■': '•',
    '▪': '•',
    '★': '*',
    '☆': '*',
  }),
  ...Object.entries({ '\u2028': '\n', '\u2029': '\n', '、': ',', '。': '.', '⁄': '/', '∕': '/', '∣': '|' }),
  // Arrows, signs and figures.
  ...Object.entries({
    '→': '->',
    '←': '<-',
    '↔': '<->',
    '⇒': '=>',
    '⇐': '<=',
    '⇔': '<=>',
    '➔': '->',
    '➜': '->',
  }),
  ...Object.entries({
    '↑': '^',
    '↓': 'v',
    '≤': '<=',
    '≥': '>=',
    '≠': '!=',
    '≈': '~',
    '∞': 'inf',
    '√': 'sqrt',
  }),
  ...Object.entries({ '✓': 'x', '✔': 'x', '☑': 'x', '✗': 'x', '✘': 'x', '№': 'No.', '℠': 'SM', '℮': 'e' }),
  // Currencies that Windows-1252 lacks, by their ISO code.
  ...Object.entries({ '₹': 'INR', '₽': 'RUB', '₩': 'KRW', '₪': 'ILS', '₫': 'VND', '₺': 'TRY', '₦': 'NGN' }),
  ...Object.entries({ '₱': 'PHP', '₡': 'CRC', '₲': 'PYG', '₴': 'UAH', '₸': 'KZT', '฿': 'THB', '₿': 'BTC' }),
]);

function inWindows1252(text: string): string {
  if (PLAIN.test(text)) return text;
  let kept = '';
  for (const character of text.normalize('NFC')) kept += keep(character) ?? decomposed(character);
  return kept;
}

/** What stands for one character, or `undefined` when neither rule nor code page knows it. */
function keep(character: string): string | undefined {
  if (PRINTABLE_LATIN_1.test(character) || WINDOWS_1252_EXTRAS.has(character)) return character;
  return REPLACEMENTS.get(character) ?? (INVISIBLE.test(character) ? '' : undefined);
}

function decomposed(character: string): string {
  const pieces = Array.from(character.normalize('NFKD'), keep);
  return pieces.length > 0 && pieces.every((piece) => piece !== undefined) && pieces.join('') !== ''
    ? pieces.join('')
    : '?';
}

function asName(text: string): string {
  return SEPARATORS.test(text) ? text.replace(/[\t\r\n]+/g, ' ').replaceAll(':', ' -') : text;
}
