import { closedTogether, type ClosedTogether } from '../words/guardView';
import { closedLists } from '../ledger/closedLists';
import { latestExchanges, sessionsOf } from '../ledger/cycleHistory';
import type { Transaction } from '../ledger/database';
import { stepsOf, type StepProgress } from '../ledger/steps';
import { countLinks, type CompanyFacts, type CycleFacts } from '../ledger/companyFacts';
import { livingWorkers } from '../ledger/livingWorkers';
import { countHeld, countProposals, type CauseCount } from '../ledger/heldRecords';
import { loadClock } from '../ledger/pcClock';
import { nextBegin } from '../ledger/quietHours';
import { latestSession } from '../ledger/sessions';
import { clockWarning } from '../quickbooks/pcClock';
import { hiddenFrom, type Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { factsFor, stepsShown } from './shown';
import { lampsOf, type Lamp } from './views/lamps';
import { timeSpent, type TimeSpent } from './views/timeSpent';
import { verdictOf, type Verdict } from './views/verdict';

/** Everything that the company's page shows, read together. */
export interface CompanyView {
  readonly facts: CompanyFacts;
  readonly verdict: Verdict;
  readonly lamps: readonly Lamp[];
  /** Lists that a book does not give, so that they are left alone in both. */
  readonly closed: readonly ClosedTogether[];
  /** Of the running cycle, else none. */
  readonly steps: readonly StepProgress[];
  /** Where the time of the running cycle went so far, else null. */
  readonly spent: TimeSpent | null;
  readonly held: readonly CauseCount[];
  /** Pairs that may be the same. */
  readonly proposals: number;
  readonly linked: number;
  readonly everyMinutes: number;
  /** As the setting has them. */
  readonly quietHours: string;
  /** When the schedule's next cycle may begin. */
  readonly nextAt: Date;
}

export async function loadCompanyView(
  { company, membership }: Pick<Inside, 'company' | 'membership'>,
  { database }: ConsoleDeps,
  now: Date,
): Promise<CompanyView> {
  const hidden = hiddenFrom(membership);
  const { id } = company;
  const workers = (await database.asSystem((tx) => livingWorkers(tx))).length;
  return database.inCompany(id, async (tx) => {
    const facts = await factsFor(tx, { membership });
    const linked = await countLinks(tx, id, hidden);
    const all = facts.running === null ? [] : await stepsOf(tx, id, facts.running.number);
    const steps = stepsShown(all, membership);
    const session = await latestSession(tx, id);
    return {
      facts,
      verdict: verdictOf(facts, now, { livingWorkers: workers, linked }),
      lamps: lampsOf(
        {
          facts,
          steps,
          livingWorkers: workers,
          file: company.quickbooks,
          session: session ? { isOpen: session.state !== 'closed', lastError: session.lastError } : null,
          warning: clockWarning(await loadClock(tx, id)) ?? null,
        },
        now,
      ),
      closed: closedTogether((await closedLists(tx, id)).filter(({ entity }) => !hidden.includes(entity))),
      steps,
      spent: facts.running && (await spentSoFar(tx, id, facts.running, all, now)),
      held: await countHeld(tx, id, { hidden, search: '' }),
      proposals: await countProposals(tx, id, { hidden, search: '' }),
      linked,
      everyMinutes: company.settings.everyMinutes,
      quietHours: company.settings.quietHours,
      nextAt: nextBegin({ ...facts, quietHours: company.settings.quietHours }, now),
    };
  });
}

/** A running cycle is looked at every second: of a long one only the time of so many exchanges. */
const exchangesLooked = 1_000;

async function spentSoFar(
  tx: Transaction,
  companyId: string,
  { number, startedAt }: CycleFacts,
  steps: readonly StepProgress[],
  now: Date,
): Promise<TimeSpent | null> {
  if (startedAt === null) return null;
  const exchanges = await latestExchanges(tx, companyId, number, exchangesLooked);
  const since = exchanges.length < exchangesLooked ? undefined : exchanges[0]?.sentAt;
  const sessions = await sessionsOf(tx, companyId, number);
  return timeSpent({ startedAt, endedAt: null, sessions, exchanges, steps, since }, now);
}
