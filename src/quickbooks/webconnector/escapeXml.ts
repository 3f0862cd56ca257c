/** Escapes text for an XML document in ASCII: everything beyond it becomes a numeric reference. */
import { isXmlCharacter } from './characterData';

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export function escapeXml(text: string): string {
  return onlyXmlCharacters(text).replace(
    /[&<>"']|[^\t\n\r -~]/gu,
    (each) => NAMED[each] ?? `&#${each.codePointAt(0)};`,
  );
}

/** Drops what no XML document can hold: control characters and halves of surrogate pairs. */
export function onlyXmlCharacters(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters XML 1.0 forbids
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, (each) =>
    isXmlCharacter(each.codePointAt(0) ?? 0) ? each : '',
  );
}
