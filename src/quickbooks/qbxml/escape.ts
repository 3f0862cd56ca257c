/** How text stands on the wire: pure ASCII, so that no code page between here and QuickBooks can spoil it (qbXML §text). */

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
/** Surrogates without their half and the two non-characters: XML cannot carry them, not even as references. */
const IMPOSSIBLE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uFFFE\uFFFF]/g;
// eslint-disable-next-line no-control-regex
const TO_ESCAPE = /[&<>"\t\r\n]|[^\u0000-\u007F]/gu;

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML can carry of a text: control characters go (not TAB, CR, LF), impossible ones become `?`. */
export function carriable(text: string): string {
  return text.replace(CONTROL, '').replace(IMPOSSIBLE, '?');
}

/** Escapes once. TAB, CR and LF become references too, since parsers and mail-like transports rewrite raw ones. */
export function escapeText(text: string): string {
  return text.replace(TO_ESCAPE, (character) => NAMED[character] ?? `&#${String(character.codePointAt(0))};`);
}
