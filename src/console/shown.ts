import { may, seeingOf } from '../access/capabilities';
import type { EntityName } from '../entities/definition';
import { entityDefinitions, stepOrder } from '../entities/registry';
import { companyFacts, type CompanyFacts } from '../ledger/companyFacts';
import type { Transaction } from '../ledger/database';
import type { Membership } from '../ledger/memberships';
import type { StepProgress } from '../ledger/steps';
import { sidesOf, type Ledger } from '../reconcile/tieout/sides';
import { hiddenFrom, type Inside } from './admission';
import { NotThere } from './faults';
import { needingCauses } from './views/causes';

/** What a member is shown of a company: nothing that is outside of the plan leaves the ledger by another way. */

export const seeingLedger = { ap: 'seePayables', ar: 'seeReceivables' } as const;

/** The kinds of records that a member sees, in step order: not QuickBooks' employees, which are read for their names only. */
export const entitiesShown = ({ membership }: Pick<Inside, 'membership'>): EntityName[] => {
  const hidden = hiddenFrom(membership);
  return stepOrder.filter((entity) => !hidden.includes(entity));
};

/** How these companies stand, as far as the plan of each goes. */
export async function factsShown(
  tx: Transaction,
  memberships: readonly Pick<Membership, 'companyId' | 'role' | 'plan'>[],
): Promise<CompanyFacts[]> {
  const asked = memberships.map((each) => ({ id: each.companyId, hidden: hiddenFrom(each) }));
  const found = await companyFacts(tx, asked, needingCauses);
  return found.flatMap((facts) => {
    const membership = memberships.find(({ companyId }) => companyId === facts.id);
    if (!membership) return [];
    const sees = (ledger: Ledger): boolean => may(membership, seeingLedger[ledger]);
    return [
      {
        ...facts,
        payables: sees('ap') ? facts.payables : null,
        receivables: sees('ar') ? facts.receivables : null,
      },
    ];
  });
}

/** How one's own company stands, as far as the plan goes. @throws NotThere when it has gone meanwhile */
export async function factsFor(
  tx: Transaction,
  { membership }: Pick<Inside, 'membership'>,
): Promise<CompanyFacts> {
  const [facts] = await factsShown(tx, [membership]);
  if (!facts) throw new NotThere();
  return facts;
}

/** The steps of a cycle without those of entities outside of the plan. */
export const stepsShown = (
  steps: readonly StepProgress[],
  membership: Pick<Membership, 'role' | 'plan'>,
): StepProgress[] => steps.filter(({ step }) => may(membership, seeingOf(step as EntityName)));

/** The sides of the books that are tied out and that this member sees. */
export const ledgersShown = ({ company, membership }: Pick<Inside, 'company' | 'membership'>): Ledger[] =>
  sidesOf(entityDefinitions(company.settings))
    .map(({ ledger }) => ledger)
    .filter((ledger) => may(membership, seeingLedger[ledger]));
