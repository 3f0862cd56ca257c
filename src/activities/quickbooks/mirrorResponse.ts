import { ApplicationFailure } from '@temporalio/common';
import { kindKey, kindsOf, type QuickBooksList, type RawRecord } from '../../entities/definition';
import { recordsOfList } from '../../entities/listsOf';
import { readRecord, type BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import { clearingIds } from '../../ledger/companyAccounts';
import { mirrorRecords, recordsById } from '../../ledger/records';
import { withoutOffset } from '../../quickbooks/localTime';
import { statusOf } from '../../quickbooks/qbxml/status';
import type { QbxmlRecord, QbxmlResponse } from '../../quickbooks/qbxml/types';
import { mirrorParts } from './mirrorParts';

/** Rows per statement into the mirror. */
const mirrorBatch = 500;

/** What one query's answer brought. */
export interface MirroredAnswer {
  readonly rows: number;
  /** The newest TimeModified as printed, without its offset. */
  readonly newest: string | null;
  /** Why QuickBooks did not give this list; nothing of it was read then. */
  readonly refused?: string;
}

/**
 * Takes the records of one query's answer into the mirror. Ids or names that are not there (500, 3120) are no failure.
 * @throws ApplicationFailure `ReadLater`, to be tried again, for a passing state of QuickBooks (1000, 3175 …).
 */
export async function mirrorResponse(
  tx: Transaction,
  companyId: string,
  definition: QuickBooksList,
  response: QbxmlResponse,
): Promise<MirroredAnswer> {
  const refused = refusalOf(definition, response);
  if (refused !== undefined) {
    const { class: kind } = statusOf(response.statusCode, response.statusMessage);
    if (kind === 'retry') throw ApplicationFailure.create({ type: 'ReadLater', message: refused });
    return { rows: 0, newest: null, refused };
  }
  const shown = readRecords(definition, response);
  const records = await keptOf(tx, companyId, definition, shown);
  for (let start = 0; start < records.length; start += mirrorBatch) {
    await mirrorRecords(
      tx,
      companyId,
      'quickbooks',
      recordsOfList(definition).entity,
      records.slice(start, start + mirrorBatch),
    );
  }
  const whole = response.records.filter((each) => isOf(definition, each));
  await mirrorParts(tx, companyId, definition, whole);
  const newest = shown
    .map((record) => record.modified)
    .reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), null);
  return { rows: shown.length, newest: newest === null ? null : withoutOffset(newest) };
}

/** The records that the mirror is to have: of some lists only those that look like it, and those that it has. */
async function keptOf(
  tx: Transaction,
  companyId: string,
  list: QuickBooksList,
  shown: readonly BookRecord[],
): Promise<readonly BookRecord[]> {
  const { keeps } = list.quickbooks;
  if (!keeps) return shown;
  const ids = shown.map(({ id }) => id);
  const known = await recordsById(tx, companyId, 'quickbooks', recordsOfList(list).entity, ids);
  const clearing = await clearingIds(tx, companyId);
  return shown.filter((record) => known.has(record.id) || keeps(record.fields, clearing));
}

/** Why QuickBooks did not answer a query of this list, for people; undefined when it did. */
export function refusalOf(
  definition: Pick<QuickBooksList, 'words'>,
  response: QbxmlResponse,
): string | undefined {
  if (isReadable(response)) return undefined;
  const status = statusOf(response.statusCode, response.statusMessage);
  return `QuickBooks did not give its ${definition.words.many} (${response.statusCode}): ${status.sentence} ${status.cure}`;
}

/** Whether a query's answer says what is there and what is not; only then may absence be concluded from it. */
export function isReadable(response: QbxmlResponse): boolean {
  const status = statusOf(response.statusCode, response.statusMessage);
  return ['done', 'empty', 'warned'].includes(status.class) || response.statusCode === 3120;
}

/** The records of an answer in canonical form; one that cannot be read carries its problem. */
export function readRecords(definition: QuickBooksList, response: QbxmlResponse): BookRecord[] {
  return response.records
    .filter((record) => isOf(definition, record))
    .map((record) => readRecord(definition, 'quickbooks', rawOf(record)))
    .filter((record) => record !== undefined);
}

/** Whether an answer's record is one of this list: `<List>Ret`, or one of its kinds. */
export const isOf = (definition: QuickBooksList, record: QbxmlRecord): boolean =>
  kindsOf(definition).some((kind) => record.name === `${kind}Ret`);

/** A record's elements, with the kind of its Ret (`ItemService`) where a definition reads it. */
export const rawOf = (record: QbxmlRecord): RawRecord => ({
  ...record.fields,
  [kindKey]: record.name.replace(/Ret$/, ''),
});

/** A query that QuickBooks' parser refused as a whole: our bug, nothing was read. */
export function readFailed(exchange: {
  key: string;
  hresult: string | null;
  message: string | null;
}): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'ReadRefused',
    message: `QuickBooks could not read our question ${exchange.key} (${exchange.hresult ?? 'no answer'}): ${exchange.message ?? ''}`,
    nonRetryable: true,
  });
}
