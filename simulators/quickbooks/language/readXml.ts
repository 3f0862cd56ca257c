import { SaxesParser } from 'saxes';
import { ParserRefusal } from './refusal';
import type { XmlElement } from './xmlTree';

const MAX_DEPTH = 32;

/** A document as far as XML goes: its root and the instructions in front of it. */
export interface XmlDocument {
  readonly root: XmlElement;
  readonly instructions: readonly { target: string; body: string }[];
}

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

/**
 * Reads a document strictly: well-formed, no DTD, no control characters (XML 1.0 knows none below 0x20 but
 * TAB, CR and LF), no text beside elements. Throws ParserRefusal.
 */
export function readXml(text: string): XmlDocument {
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true });
  const instructions: { target: string; body: string }[] = [];
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;

  parser.on('error', (error) => {
    throw new ParserRefusal(error.message);
  });
  parser.on('doctype', () => {
    throw new ParserRefusal('A document type declaration is not allowed.');
  });
  parser.on('processinginstruction', ({ target, body }) => {
    instructions.push({ target, body });
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) throw new ParserRefusal('The document is nested too deeply.');
    open.push({ name: tag.name, attributes: { ...tag.attributes }, children: [], text: '' });
  });
  const addText = (more: string) => {
    const current = open.at(-1);
    if (current) current.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop() as OpenElement;
    if (closed.children.length > 0) {
      if (closed.text.trim() !== '') throw new ParserRefusal(`Text is not allowed inside ${closed.name}.`);
      closed.text = '';
    }
    const parent = open.at(-1);
    if (parent) parent.children.push(closed);
    else root = closed;
  });

  parser.write(text).close();
  if (!root) throw new ParserRefusal('The document is empty.');
  return { root, instructions };
}
