/**
 * Reads XML that came from outside, in slices, so that a large answer never holds up the event loop: after every
 * few milliseconds of parsing the other requests get their turn.
 *
 * Refused: document types and entities, deep nesting, more than `MAX_CHARACTERS`. Forgiven: a byte order mark or
 * blanks before the document, and control characters that XML forbids but old QuickBooks data can hold.
 */
import type { SaxesAttributePlain } from 'saxes';
import { SaxesParser } from 'saxes';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { UnreadableAnswer } from './errors';

/** The gateway's limit on a SOAP body (design §9). */
export const MAX_CHARACTERS = 32 * 1024 * 1024;
/** qbXML itself nests about ten deep. */
export const MAX_DEPTH = 40;
const SLICE = 32 * 1024;
/** How long to parse before the others get their turn. */
const TURN_MS = 8;

export interface XmlEvents {
  /** `depth` is 1 for the root. */
  open(name: string, attributes: Readonly<Record<string, string>>, depth: number): void;
  close(depth: number): void;
  /** Decoded text, CDATA included. Left out by readers that need no text, which is cheaper. */
  text?(text: string, depth: number): void;
}

/** @throws UnreadableAnswer, with the parser's complaint as its cause */
export async function readXml(text: string, events: XmlEvents): Promise<void> {
  if (text.length > MAX_CHARACTERS) {
    throw new UnreadableAnswer('The answer is larger than 32 million characters and was not read.');
  }
  const parser = listen(events);
  let turnBegan = performance.now();
  for (let start = skipJunk(text); start < text.length;) {
    const end = sliceEnd(text, start);
    feed(() => parser.write(withoutForbidden(text.slice(start, end))));
    start = end;
    if (performance.now() - turnBegan > TURN_MS) {
      await othersTurn();
      turnBegan = performance.now();
    }
  }
  feed(() => parser.close());
}

function listen(events: XmlEvents): SaxesParser {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new UnreadableAnswer('The answer declares a document type, which QuickBooks never does.');
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > MAX_DEPTH) {
      throw new UnreadableAnswer(`The answer is nested more than ${MAX_DEPTH} levels deep.`);
    }
    events.open(tag.name, attributesOf(tag.attributes), depth);
  });
  parser.on('closetag', () => {
    events.close(depth);
    depth -= 1;
  });
  if (events.text !== undefined) {
    const heard = (text: string): void => events.text?.(text, depth);
    parser.on('text', heard);
    parser.on('cdata', heard);
  }
  return parser;
}

/** Without namespaces saxes gives plain texts. */
const attributesOf = (attributes: Record<string, string | SaxesAttributePlain>): Record<string, string> =>
  attributes as Record<string, string>;

function feed(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (error instanceof UnreadableAnswer) throw error;
    throw new UnreadableAnswer('The answer is not well-formed XML.', { cause: error });
  }
}

function skipJunk(text: string): number {
  // eslint-disable-next-line no-control-regex
  return /^[\s\uFEFF\u0000]*/.exec(text)?.[0].length ?? 0;
}

/** A slice never ends inside a character reference, so that each can be looked at whole. */
function sliceEnd(text: string, start: number): number {
  const end = Math.min(start + SLICE, text.length);
  if (end === text.length) return end;
  const ampersand = text.lastIndexOf('&', end - 1);
  const isCut = ampersand > start && end - ampersand < 12 && !text.slice(ampersand, end).includes(';');
  return isCut ? ampersand : end;
}

// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const REFERENCE = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;

/** Takes out what XML 1.0 forbids even as a reference; QuickBooks stores whatever was pasted into it. */
function withoutForbidden(slice: string): string {
  return slice
    .replace(FORBIDDEN, '')
    .replace(REFERENCE, (reference, hexadecimal: string | undefined, decimal: string | undefined) => {
      const code = hexadecimal === undefined ? Number(decimal) : parseInt(hexadecimal, 16);
      return isCharacter(code) ? reference : '';
    });
}

const isCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);
