import type { EntityDefinition } from '../../entities/definition';
import { appliedThere, creditedThere } from '../../ledger/appliedThere';
import type { Transaction } from '../../ledger/database';
import type { AppliedThere } from '../../reconcile/holds';
import type { EntityInput } from '../../reconcile/entity';

/**
 * What is paid or credited in Bill.com of the documents that QuickBooks' work would change there. Asked of the payments, for
 * Bill.com does not renew a bill's updatedTime when it is paid.
 */
export async function paidThere(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
  { definition, links, work }: Pick<EntityInput, 'definition' | 'links' | 'work'>,
): Promise<ReadonlyMap<string, readonly AppliedThere[]>> {
  if (!definition.document || !definition.flows.quickbooksToBillcom) return new Map();
  const appliers = definitions.flatMap(({ name: entity, document, fields }) => {
    const field = document?.appliesTo ?? '';
    return Object.entries(fields[field]?.line ?? {})
      .filter(([, { references }]) => references === definition.name)
      .map(([part]) => ({ entity, field, part }));
  });
  const ids = links
    .filter(({ quickbooksId }) => work.quickbooks.has(quickbooksId))
    .map(({ billcomId }) => billcomId);
  if (ids.length === 0) return new Map();
  const found =
    appliers.length === 0
      ? new Map<string, AppliedThere[]>()
      : await appliedThere(tx, companyId, appliers, ids);
  for (const { name, words, document } of definitions) {
    if (document?.appliedByFact !== definition.name) continue;
    for (const [id, credits] of await creditedThere(tx, companyId, name, words.one, ids))
      found.set(id, [...(found.get(id) ?? []), ...credits]);
  }
  return found;
}
