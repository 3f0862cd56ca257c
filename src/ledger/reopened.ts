import type { EntityDefinition } from '../entities/definition';
import type { Transaction } from './database';

/**
 * Puts documents on the work list that were left alone since they were settled before the connection, and that are open
 * again: a payment of it was called off. Only its reading shows that, for nobody edited the document.
 */
export async function wakeReopened(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
): Promise<void> {
  const settled = definitions.flatMap(({ name: entity, document }) =>
    document?.settledFact ? [{ entity, ...document.settledFact }] : [],
  );
  await tx.query(
    `update record set changed = true
     from hold, jsonb_to_recordset($2::jsonb) as s(entity text, name text, value text)
     where hold.company_id = $1 and hold.cause = 'beforeConnection' and hold.released_at is null and hold.entity = s.entity
       and record.company_id = $1 and record.entity = hold.entity and record.book = hold.book and record.id = hold.record_id
       and not record.changed and record.facts ->> s.name is distinct from s.value`,
    [companyId, JSON.stringify(settled)],
  );
}
