import type { XmlElement } from './xmlTree';

/**
 * Writes an answer the way QuickBooks does: an XML declaration without encoding, no qbxml instruction, a line
 * break between elements, numeric references for everything outside ASCII (qbwc.md §5).
 */
export function writeDocument(root: XmlElement): string {
  const lines: string[] = ['<?xml version="1.0" ?>'];
  writeElement(root, lines);
  return `${lines.join('\n')}\n`;
}

function writeElement(element: XmlElement, lines: string[]): void {
  const attributes = Object.entries(element.attributes)
    .map(([name, value]) => ` ${name}="${escape(value).replace(/"/g, '&quot;')}"`)
    .join('');
  if (element.children.length > 0) {
    lines.push(`<${element.name}${attributes}>`);
    for (const each of element.children) writeElement(each, lines);
    lines.push(`</${element.name}>`);
  } else if (element.text === '') {
    lines.push(`<${element.name}${attributes} />`);
  } else {
    lines.push(`<${element.name}${attributes}>${escape(element.text)}</${element.name}>`);
  }
}

function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\u0080-\u{10ffff}]/gu, (character) => `&#${String(character.codePointAt(0))};`)
    .replace(/\r/g, '&#13;');
}
