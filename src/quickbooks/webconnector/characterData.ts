/**
 * Decodes runs of XML character data that come in pieces: the five predefined entities and numeric references,
 * line ends, and nothing else. Any other entity is an error, so nothing can be declared and expanded.
 *
 * Why not leave the text to the XML parser: a 4 MB answer of QuickBooks is one string with some 300,000 escaped
 * brackets, and a parser that goes character by character needs about ten times as long for it.
 */
import { Refusal } from './refusal';

const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** The longest reference worth waiting for in the next piece: `&#x0010FFFF;` and some leading zeros. */
const LONGEST_REFERENCE = 24;
// eslint-disable-next-line no-control-regex -- these are the characters XML 1.0 forbids
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const REFERENCE = /&([^;&]{0,24});|&/g;

export class CharacterData {
  #waiting = '';

  /** Decodes what is certain and keeps an unfinished reference or line end for the next piece. */
  decode(piece: string): string {
    const run = this.#waiting + piece;
    this.#waiting = '';
    const cut = unfinishedFrom(run);
    if (cut === run.length) return decodeComplete(run);
    this.#waiting = run.slice(cut);
    return decodeComplete(run.slice(0, cut));
  }

  /** The run is over (markup follows): what waited must make sense alone. */
  finish(): string {
    const rest = this.#waiting;
    this.#waiting = '';
    return rest === '' ? '' : decodeComplete(rest);
  }
}

function unfinishedFrom(run: string): number {
  if (run.endsWith('\r')) return run.length - 1;
  const from = Math.max(0, run.length - LONGEST_REFERENCE);
  const ampersand = run.lastIndexOf('&');
  return ampersand >= from && !run.includes(';', ampersand) ? ampersand : run.length;
}

function decodeComplete(run: string): string {
  if (FORBIDDEN.test(run)) throw new Refusal(400, 'The request contains characters that XML does not allow.');
  const lines = run.includes('\r') ? run.replace(/\r\n?/g, '\n') : run;
  return lines.includes('&') ? lines.replace(REFERENCE, replaceReference) : lines;
}

function replaceReference(whole: string, name: string | undefined): string {
  if (name !== undefined) {
    const predefined = PREDEFINED[name];
    if (predefined !== undefined) return predefined;
    const code = codePoint(name);
    // .NET's XmlTextWriter sends a control character as a reference although XML forbids it, and QuickBooks
    // has such characters in old records. It stays as it is, for the qbXML reader to judge: refusing the
    // request would refuse the same record at every session.
    if (code !== undefined) return isXmlCharacter(code) ? String.fromCodePoint(code) : whole;
  }
  throw new Refusal(400, 'The request contains an entity that XML does not define.');
}

function codePoint(name: string): number | undefined {
  if (/^#x[0-9a-fA-F]+$/.test(name)) return Number.parseInt(name.slice(2), 16);
  if (/^#[0-9]+$/.test(name)) return Number.parseInt(name.slice(1), 10);
  return undefined;
}

/** The Char production of XML 1.0. */
export function isXmlCharacter(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}
