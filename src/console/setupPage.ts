import { livingWorkers } from '../ledger/livingWorkers';
import type { CompanyFacts } from '../ledger/companyFacts';
import { loadCompany } from '../ledger/companies';
import { loadNamedAccounts } from '../ledger/namedAccounts';
import { latestSession } from '../ledger/sessions';
import type { Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { factsFor } from './shown';
import { setupChecks, waitingPreview, type SetupCheck } from './views/setupChecks';

/** Everything that the page of a company shows which is being connected. */
export interface SetupView {
  readonly facts: CompanyFacts;
  readonly checks: readonly SetupCheck[];
  /** The cycle of the first preview, when it is there. */
  readonly preview: number | null;
}

export async function loadSetupView(
  { company: { id }, membership }: Pick<Inside, 'company' | 'membership'>,
  { database, lookAtAddress }: ConsoleDeps,
  now: Date,
): Promise<SetupView> {
  const workers = (await database.asSystem((tx) => livingWorkers(tx))).length;
  const address = lookAtAddress ? ((await lookAtAddress()) ?? 'unknown') : null;
  return database.inCompany(id, async (tx) => {
    const facts = await factsFor(tx, { membership });
    const { companyName } = (await loadCompany(tx, id)).quickbooks;
    const checks = setupChecks(
      {
        facts,
        address,
        session: (await latestSession(tx, id)) ?? null,
        companyFile: typeof companyName === 'string' && companyName !== '' ? companyName : null,
        named: await loadNamedAccounts(tx, id),
        livingWorkers: workers,
      },
      now,
    );
    return { facts, checks, preview: waitingPreview(facts) };
  });
}
