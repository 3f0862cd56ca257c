import { bookTitle, type Book } from '../entities/definition';
import { csv } from '../words/csv';
import type { PreviewDocument } from './previewDocument';
import type { DifferenceDocument } from './differences';
import { oneOf } from '../words/stepProgress';

/** Tables for a spreadsheet: RFC 4180, one line per field. Pure. */

const previewHead = [
  'what',
  'book',
  'list',
  'record',
  'field',
  'before',
  'after',
  'original',
  'why',
  'what to do',
];

/** One line per field that is written, one per pair that is linked, one per hold. */
export function previewCsv(preview: PreviewDocument): string {
  const changes = preview.operations.flatMap((each) =>
    each.fields.map(({ label, words, rule, because }) => [
      each.action,
      bookTitle[each.book],
      oneOf(each.entity),
      each.record,
      label,
      words.before,
      words.after,
      rule?.original ?? '',
      rule === null ? because : `${because}; ${rule.rule}`,
      '',
    ]),
  );
  const links = preview.links.map((each) => [
    'link',
    'both',
    oneOf(each.entity),
    each.quickbooks,
    'name in Bill.com',
    '',
    each.billcom,
    '',
    each.because,
    '',
  ]);
  const held = preview.holds.map((hold) => [
    'hold',
    bookTitle[hold.book],
    oneOf(hold.entity),
    hold.record,
    hold.label ?? '',
    '',
    '',
    '',
    hold.sentence,
    hold.cure,
  ]);
  return csv([previewHead, ...changes, ...links, ...held]);
}

/** What the first sync did otherwise than its preview showed. */
export function differencesCsv(differences: readonly DifferenceDocument[]): string {
  const head = ['change', 'what', 'book', 'list', 'record', 'field', 'in the preview', 'in the sync', 'why'];
  const lines = differences.flatMap((each) => {
    const record = [each.change, each.action, bookOf(each), oneOf(each.entity), each.record];
    if (each.fields.length === 0) return [[...record, '', '', '', each.because ?? '']];
    return each.fields.map(({ label, shown, now }) => [...record, label, shown, now, each.because ?? '']);
  });
  return csv([head, ...lines]);
}

const bookOf = ({ action, book }: { action: string; book: Book }): string =>
  action === 'link' ? 'both' : bookTitle[book];
