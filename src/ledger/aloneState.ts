import { previewTitle } from '../reconcile/previewFirst';
import type { AloneState } from '../reconcile/whyAlone';
import { closedLists } from './closedLists';
import type { Company } from './companies';
import type { Transaction } from './database';
import { loadMappings } from './mappings';
import { recordNames, type RecordKey } from './recordNames';

/** What there is to say of a record without a twin beside its holds. */
export async function aloneState(
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
