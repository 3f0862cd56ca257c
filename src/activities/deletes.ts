import { isDeletedThere, type EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { Transaction } from '../ledger/database';
import type { Operation } from '../ledger/operations';
import { loadRecord } from '../ledger/records';

/**
 * What is taken back in QuickBooks by deleting it, as list entries are: no answer brings the record, and its absence is
 * what was wanted.
 */
export const isDelete = (
  definition: Pick<EntityDefinition, 'quickbooks' | 'document'>,
  { book, action }: Pick<Operation, 'book' | 'action'>,
): boolean => book === 'quickbooks' && action === 'void' && isDeletedThere(definition);

/** The record as it was seen last, and gone. @returns undefined when it was never seen. */
export async function deletedRecord(
  tx: Transaction,
  companyId: string,
  { entity, recordId }: Pick<Operation, 'entity' | 'recordId'>,
): Promise<BookRecord | undefined> {
  const record = await loadRecord(tx, companyId, 'quickbooks', entity, String(recordId));
  return record && { ...record, deleted: true };
}
