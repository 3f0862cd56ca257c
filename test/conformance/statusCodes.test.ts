/** Our status codes against the catalogue of what is known of QuickBooks'. */
import { statusCatalogue, statusOf } from '../../src/quickbooks/qbxml/status';
import type { StatusClass } from '../../src/quickbooks/qbxml/statusClass';
import { describeWithReference, readReference } from './qbxml/reference';

/** What the catalogue says to do, by the letter at its beginning. */
const CLASSES: Readonly<Record<string, readonly StatusClass[]>> = {
  N: ['done', 'empty', 'warned', 'notProcessed', 'refused'],
  R: ['retry', 'refused'],
  F: ['reread', 'warned', 'refused'],
  P: ['hold', 'refused', 'warned'],
  B: ['bug', 'warned', 'reread'],
};

/** `501, 510` and `3151–3153`. */
function codesOf(cell: string): number[] {
  return cell.split(', ').flatMap((part) => {
    const [first, last = first] = part.split('–').map(Number);
    if (first === undefined || last === undefined || Number.isNaN(first + last)) return [];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

describeWithReference('the status codes of the reference', () => {
  const text = readReference('qbxml.md');
  const rows = text
    .slice(text.indexOf('## 8. statusCode'), text.indexOf('Rules: retry only'))
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .flatMap(([, codes = '', , todo = '']) => codesOf(codes).map((code) => ({ code, todo })));

  test('are read', () => {
    expect(rows.length).toBeGreaterThan(150);
    expect(rows).toEqual(expect.arrayContaining([{ code: 3152, todo: 'B' }]));
  });

  test('are all known', () => {
    const unknown = rows.filter(({ code }) => / does not know \(\d+\)/.test(statusOf(code, '').sentence));
    expect(unknown).toEqual([]);
  });

  test('lead to what the reference says is to be done', () => {
    const wrong = rows.filter(({ code, todo }) => {
      const allowed = CLASSES[/^[A-Z]\b/.exec(todo)?.[0] ?? ''];
      return allowed !== undefined && !allowed.includes(statusOf(code, '').class);
    });
    expect(wrong).toEqual([]);
  });

  test('have no others beside them', () => {
    const theirs = new Set(rows.map(({ code }) => code));
    expect(statusCatalogue().filter(({ code }) => !theirs.has(code))).toEqual([]);
  });
});
