import { previewTitle } from '../reconcile/previewFirst';
import type { Book, EntityDefinition } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { whyAlone, type AloneState, type Why } from '../reconcile/whyAlone';
import { closedLists } from './closedLists';
import type { Company } from './companies';
import type { Transaction } from './database';
import { loadMappings } from './mappings';
import { recordNames, type RecordKey } from './recordNames';

/** Why a record that has no twin and no hold is in one book only, by all that the ledger knows. */
export async function whyAloneThere(
  tx: Transaction,
  company: Company,
  definition: EntityDefinition,
  book: Book,
  record: BookRecord,
): Promise<Why> {
  const state = await aloneState(tx, company, { entity: definition.name, book, id: record.id });
  return whyAlone(definition, book, record, state);
}

async function aloneState(
  tx: Transaction,
  { id, settings, acceptedAt, previewBecause }: Company,
  record: RecordKey,
): Promise<AloneState> {
  const closed = (await closedLists(tx, id)).find(({ entity }) => entity === record.entity);
  const mapping = (await loadMappings(tx, id)).find(
    ({ entity, billcomId }) =>
      record.book === 'billcom' && entity === record.entity && billcomId === record.id,
  );
  const [target] = mapping
    ? await recordNames(tx, id, [
        { entity: mapping.quickbooksEntity, book: 'quickbooks', id: mapping.quickbooksId },
      ])
    : [];
  return {
    since: settings.receivablesSince,
    preview: acceptedAt === null ? previewTitle(previewBecause) : undefined,
    closed,
    standsFor: mapping && (target?.name ?? mapping.quickbooksId),
  };
}
