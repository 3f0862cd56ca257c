/** The catalogues of QuickBooks' status codes and Bill.com's error codes, as a bookkeeper may look them up. */
import { errorCodes } from '../../src/billcom/errorCodes';
import { statusCatalogue, statusOf } from '../../src/quickbooks/qbxml/status';
import type { QbxmlStatus, StatusClass } from '../../src/quickbooks/qbxml/statusClass';
import { table, type Row } from './document';

/** What Tieout does. */
const reactions: Readonly<Record<StatusClass, string>> = {
  done: 'goes on',
  empty: 'goes on',
  warned: 'goes on, and never sends it again',
  retry: 'tries again by itself',
  reread: 'reads again and tries once more, then holds the record',
  refused: 'holds the record until it changes',
  hold: 'holds the record',
  notProcessed: 'sends it again',
  recovery: 'looks up what was written',
  bug: 'holds the record; everything else goes on',
};

/** Every meaning once; codes that mean the same share a row. A text in brackets tells which of a code's meanings it is. */
export function statusTable(): string {
  const rows = new Map<string, { codes: string[]; status: QbxmlStatus }>();
  const add = (code: string, status: QbxmlStatus): void => {
    const key = JSON.stringify(status);
    const row = rows.get(key) ?? { codes: [], status };
    row.codes.push(code);
    rows.set(key, row);
  };
  for (const { code, when, status } of statusCatalogue()) {
    add(when === undefined ? String(code) : `${code} (by its text)`, status);
  }
  add('9100–9199', statusOf(9100, ''));
  return table(
    ['code', 'what happened', 'what to do', 'Tieout'],
    [...rows.values()].map(({ codes, status }) => [
      codes.join(', '),
      status.sentence,
      status.cure,
      reactions[status.class],
    ]),
  );
}

const cures = {
  Administrator: 'an Administrator of Bill.com',
  Accountant: 'an Accountant',
  operator: 'who runs Tieout',
  nobody: 'nobody',
} as const;

export function billcomTable(): string {
  const rows = Object.entries(errorCodes)
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([code, entry]): Row => [code, entry.sentence, entry.cure, cures[entry.whoCanDoIt]]);
  return table(['code', 'what happened', 'what to do', 'who'], rows);
}
