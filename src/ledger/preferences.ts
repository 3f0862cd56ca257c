import { isDeepStrictEqual } from 'node:util';
import type { EntityDefinition, EntityName } from '../entities/definition';
import type { CompanyPreferences } from '../quickbooks/qbxml/types';
import { audit } from './audit';
import type { Transaction } from './database';

/** What QuickBooks' preferences said at the last session; undefined before the first. */
export async function loadPreferences(
  tx: Transaction,
  companyId: string,
): Promise<CompanyPreferences | undefined> {
  const { rows } = await tx.query<{ preferences: CompanyPreferences }>(
    'select preferences from quickbooks_preferences where company_id = $1',
    [companyId],
  );
  return rows[0]?.preferences;
}

/** Lists that QuickBooks is not asked for: a setting leaves them alone, or what they need is turned off there. */
export async function listsTurnedOff(
  tx: Transaction,
  companyId: string,
  definitions: readonly EntityDefinition[],
): Promise<EntityName[]> {
  const preferences = await loadPreferences(tx, companyId);
  return definitions
    .filter(({ isOff, needs }) => isOff === true || (needs !== undefined && preferences?.[needs] === false))
    .map(({ name }) => name);
}

/**
 * Takes down what a session's opening said. A change is in the audit log, and what was held because of a preference or a
 * right is looked at again.
 */
export async function notePreferences(
  tx: Transaction,
  companyId: string,
  now: CompanyPreferences,
): Promise<void> {
  const before = await loadPreferences(tx, companyId);
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(now)]) as Set<keyof CompanyPreferences>;
  const changed = [...names].filter((name) => !isDeepStrictEqual(before?.[name], now[name]));
  if (changed.length === 0) return;
  await savePreferences(tx, companyId, now);
  if (before === undefined) return;
  const only = (preferences: CompanyPreferences) =>
    Object.fromEntries(changed.map((name) => [name, preferences[name] ?? null]));
  await audit(tx, companyId, {
    who: 'QuickBooks',
    action: 'preferences changed',
    book: 'quickbooks',
    before: only(before),
    after: only(now),
  });
  await wakeHeldByPreferences(tx, companyId);
}

async function savePreferences(
  tx: Transaction,
  companyId: string,
  preferences: CompanyPreferences,
): Promise<void> {
  await tx.query(
    `insert into quickbooks_preferences (company_id, preferences) values ($1, $2)
     on conflict (company_id) do update set preferences = $2, changed_at = now()`,
    [companyId, preferences],
  );
}

/** Also what QuickBooks did not allow: rights and features are among what it says at the opening. */
async function wakeHeldByPreferences(tx: Transaction, companyId: string): Promise<void> {
  await tx.query(
    `update record set changed = true from hold
      where hold.company_id = $1 and hold.released_at is null and record.company_id = $1
        and record.entity = hold.entity and record.book = hold.book and record.id = hold.record_id
        and (hold.release ->> 'when' = 'preferencesChange'
          or (hold.release ->> 'when' = 'allowed' and hold.book = 'billcom'))`,
    [companyId],
  );
}
