import { carriable, escapeText } from './escape';
import { readXml } from './xmlReader';

/** Requests and responses stand in QBXML, in QBXMLMsgsRq or QBXMLMsgsRs. */
const requestDepth = 3;

/**
 * One request of a message set, or QuickBooks' response to it, set out for people: an element a line.
 * @param requestId of the write (`requestID`)
 * @returns undefined where the text has none of this id
 * @throws UnreadableAnswer when it is no XML
 */
export async function excerptOf(xml: string, requestId: string): Promise<string | undefined> {
  const lines: string[] = [];
  /** The element that was opened last and has nothing in it yet but text. */
  let leaf: { readonly tag: string; text: string } | undefined;
  const open: string[] = [];
  const indent = (): string => '  '.repeat(open.length - 1);
  await readXml(xml, {
    open(name, attributes, depth) {
      if (open.length === 0 && !(depth === requestDepth && attributes.requestID === requestId)) return;
      if (leaf) lines.push(leaf.tag);
      open.push(name);
      const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${readable(value)}"`);
      leaf = { tag: `${indent()}<${name}${written.join('')}>`, text: '' };
    },
    text(text) {
      if (leaf) leaf.text += text;
    },
    close() {
      const name = open.at(-1);
      if (name === undefined) return;
      lines.push(leaf ? `${leaf.tag}${readable(leaf.text.trim())}</${name}>` : `${indent()}</${name}>`);
      leaf = undefined;
      open.pop();
    },
  });
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** What XML must escape; letters stay as people write them. */
const readable = (text: string): string =>
  carriable(text).replace(/[&<>"]/g, (character) => escapeText(character));
