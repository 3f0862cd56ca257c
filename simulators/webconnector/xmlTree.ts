import { SaxesParser } from 'saxes';

/** One element of a small XML document, by namespace and local name. */
export interface XmlElement {
  readonly local: string;
  readonly uri: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** The text was not XML that .NET's reader would take. */
export class XmlFailure extends Error {}

/** Reads a whole document. A document type is refused, as .NET's `DtdProcessing.Prohibit` does. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  const append = (piece: string): void => {
    const current = open.at(-1);
    if (current) current.text += piece;
  };
  parser.on('error', (error) => {
    throw new XmlFailure(error.message);
  });
  parser.on('doctype', () => {
    throw new XmlFailure('a DTD is prohibited in this XML document');
  });
  parser.on('opentag', (tag) => {
    const attributes = new Map(Object.values(tag.attributes).map((each) => [each.local, each.value]));
    const element: XmlElement = { local: tag.local, uri: tag.uri, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  if (!root) throw new XmlFailure('Root element is missing.');
  return root;
}

/** The first child of that local name. */
export function findChild(element: XmlElement | undefined, local: string): XmlElement | undefined {
  return element?.children.find((child) => child.local === local);
}

/** The text of the first child of that name, or "" (missing and empty mean the same to the protocol). */
export function childText(element: XmlElement | undefined, local: string): string {
  return findChild(element, local)?.text ?? '';
}

/** Every descendant of that local name, in document order. */
export function descendants(element: XmlElement, local: string): XmlElement[] {
  return element.children.flatMap((child) => [
    ...(child.local === local ? [child] : []),
    ...descendants(child, local),
  ]);
}

/** Escapes text as .NET's XmlWriter does: once, and carriage returns as references so that they survive. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;');
}
