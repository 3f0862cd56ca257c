import { ApplicationFailure } from '@temporalio/common';
import type { EntityDefinition } from '../../entities/definition';
import { readRecord, type BookRecord } from '../../entities/record';
import type { Transaction } from '../../ledger/database';
import { mirrorRecords } from '../../ledger/records';
import { withoutOffset } from '../../quickbooks/localTime';
import { statusOf } from '../../quickbooks/qbxml/status';
import type { QbxmlResponse } from '../../quickbooks/qbxml/types';

/** Rows per statement into the mirror. */
const mirrorBatch = 500;

/**
 * Takes the records of one query's answer into the mirror.
 * @returns how many there were, and the newest TimeModified as printed, without its offset.
 * @throws ApplicationFailure `ReadRefused` when QuickBooks refused the query.
 */
export async function mirrorResponse(
  tx: Transaction,
  companyId: string,
  definition: EntityDefinition,
  response: QbxmlResponse,
): Promise<{ rows: number; newest: string | null }> {
  const status = statusOf(response.statusCode, response.statusMessage);
  if (status.class !== 'done' && status.class !== 'empty' && status.class !== 'warned') {
    throw ApplicationFailure.create({
      type: 'ReadRefused',
      message: `QuickBooks did not give its ${definition.words.many} (${response.statusCode}): ${status.sentence} ${status.cure}`,
      nonRetryable: status.class !== 'retry',
    });
  }
  const records = readRecords(definition, response);
  for (let start = 0; start < records.length; start += mirrorBatch) {
    await mirrorRecords(
      tx,
      companyId,
      'quickbooks',
      definition.name,
      records.slice(start, start + mirrorBatch),
    );
  }
  const newest = records
    .map((record) => record.modified)
    .reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), null);
  return { rows: records.length, newest: newest === null ? null : withoutOffset(newest) };
}

/** The records of an answer in canonical form; one that cannot be read carries its problem. */
export function readRecords(definition: EntityDefinition, response: QbxmlResponse): BookRecord[] {
  return response.records
    .filter((record) => record.name === `${definition.quickbooks.list}Ret`)
    .map((record) => readRecord(definition, 'quickbooks', record.fields))
    .filter((record) => record !== undefined);
}

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
