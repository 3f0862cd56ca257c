import { isNeverMade, type EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { isLeftOut } from '../ledger/cutOver';
import type { Transaction } from '../ledger/database';
import { loadMappings } from '../ledger/mappings';
import type { RecordKey } from '../ledger/recordNames';

/**
 * How a record that may be left out stands; undefined where that is no matter: it is gone, goes nowhere by the rules, or
 * stands for something of the other book.
 */
export async function leftOutState(
  tx: Transaction,
  { id: company }: { readonly id: string },
  definition: EntityDefinition,
  { book, record }: { readonly book: RecordKey['book']; readonly record: BookRecord },
): Promise<'out' | 'in' | undefined> {
  const key = { entity: definition.name, book, id: record.id };
  if (await isLeftOut(tx, company, key)) return 'out';
  const { fields, facts } = record;
  const goesNowhere =
    definition.isOff === true ||
    (book === 'billcom' && isNeverMade(definition, fields)) ||
    definition.document?.isBeforeStart?.(fields, book) === true ||
    definition.staysSilently?.(fields, book, facts) !== undefined;
  if (record.deleted || record.mergedInto !== null || goesNowhere) return undefined;
  const isMapped = (await loadMappings(tx, company)).some(
    ({ entity, billcomId }) => book === 'billcom' && entity === key.entity && billcomId === key.id,
  );
  return isMapped ? undefined : 'in';
}
