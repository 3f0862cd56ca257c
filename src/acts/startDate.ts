import type { EntityName } from '../entities/definition';
import { entityDefinitions } from '../entities/registry';
import type { Company } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import { documentsBeforeStart } from '../ledger/startDate';
import { manyOf, oneOf } from '../words/stepProgress';
import { counted } from '../words/counted';

/** What stays in QuickBooks because it is dated before the sync start date, counted: it has no holds. */
export interface BeforeStart {
  readonly entity: EntityName;
  /** YYYY-MM-DD. */
  readonly since: string;
  readonly count: number;
}

export async function beforeStartOf(
  tx: Transaction,
  { id, settings }: Pick<Company, 'id' | 'settings'>,
): Promise<readonly BeforeStart[]> {
  const since = settings.receivablesSince;
  const counts: BeforeStart[] = [];
  for (const { name, document, isOff } of entityDefinitions(settings)) {
    if (!document?.isBeforeStart || isOff) continue;
    const count = await documentsBeforeStart(tx, id, name, since);
    if (count > 0) counts.push({ entity: name, since, count });
  }
  return counts;
}

export const beforeStartWords = ({ entity, since, count }: BeforeStart): string =>
  count === 1
    ? `1 ${oneOf(entity)} of QuickBooks is dated before ${since} and stays there`
    : `${counted(count)} ${manyOf(entity)} of QuickBooks are dated before ${since} and stay there`;
