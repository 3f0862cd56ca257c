import type { BillcomSecret } from '../activities/billcom/clientFor';
import { accountSettings } from '../entities/companyAccounts';
import { entityDefinitions } from '../entities/registry';
import { closedLists, type ClosedList } from '../ledger/closedLists';
import type { Company } from '../ledger/companies';
import { companyAccounts, type CompanyAccounts } from '../ledger/companyAccounts';
import { callsThisHour } from '../ledger/billcomBudget';
import { loadClock } from '../ledger/pcClock';
import { clockWarning, type PcClock } from '../quickbooks/pcClock';
import { comparedWithQuickBooks } from '../ledger/cursors';
import { listsTurnedOff } from '../ledger/preferences';
import { latestCycles, type Cycle } from '../ledger/cycles';
import type { Database } from '../ledger/database';
import { stepsOf, waitingSteps, type StepProgress } from '../ledger/steps';
import { latestSession, type LatestSession } from '../ledger/sessions';
import { previewTitle } from '../reconcile/previewFirst';
import { closedWarnings, cureOf } from '../words/guardView';
import { broken, untold, works, type Check } from './doctorSystem';
import { explain } from '../words/explain';
import { capital } from '../words/stepProgress';
import { duration, moment } from '../words/time';
import { callTrouble } from '../words/webConnectorCalls';
import { counted, quoted } from '../words/counted';
import { provenAccess } from '../acts/provenAccess';

/** The links of one company, from Bill.com to the open company file. */
export async function checksOfCompany(database: Database, company: Company, now: Date): Promise<Check[]> {
  const told = await database.inCompany(company.id, async (tx) => {
    const begun = (await latestCycles(tx, company.id, 5)).find((each) => each.state !== 'due');
    return {
      session: await latestSession(tx, company.id),
      cycle: begun,
      steps: begun?.state === 'running' ? await stepsOf(tx, company.id, begun.number) : [],
      calls: await callsThisHour(tx, company.id),
      comparedAt: await comparedWithQuickBooks(
        tx,
        company.id,
        await listsTurnedOff(tx, company.id, entityDefinitions(company.settings)),
      ),
      closed: await closedLists(tx, company.id),
      clock: await loadClock(tx, company.id),
      accounts: await companyAccounts(tx, company),
    };
  });
  const { session, cycle, steps, calls, comparedAt, closed, clock, accounts } = told;
  const checks = [
    await checkBillcom(database, company),
    checkCalls(steps, calls),
    checkPolls(company, session, now),
    checkFile(company, session),
    ...checkStops(company),
    ...checkLists(closed, company.name),
    ...checkAccounts(accounts),
    checkClock(clock),
    checkPaused(company),
    checkCycle(company, cycle),
    checkCompared(comparedAt, now),
  ];
  return checks.map((check) => ({ company: company.name, ...check }));
}

async function checkBillcom(database: Database, company: Company): Promise<Check> {
  try {
    const secret = JSON.parse(database.sealer.open(company.billcomSecret)) as BillcomSecret;
    const access = await provenAccess({ ...company.billcom, ...secret });
    const name = access.organizationName ? ` “${access.organizationName}”` : '';
    return works('Bill.com', `Lets us in to the organization${name}.`);
  } catch (error) {
    const { sentence, cure } = explain(error);
    const anew = `New credentials: tieout company billcom ${quoted(company.name)}`;
    return broken('Bill.com', sentence, `${cure.replace(/ ?Nothing was stored\.$/, '')} ${anew}`.trim());
  }
}

/** Waits that end by themselves are no fault; those that a person must end are. */
export function checkCalls(steps: readonly StepProgress[], calls: number): Check {
  const [waiting] = waitingSteps(steps);
  if (!waiting)
    return works(
      'Bill.com calls',
      `Nothing waits for Bill.com. Calls set aside for it this hour: ${counted(calls)}.`,
    );
  const needsPerson = waiting.waitsFor === 'access' || waiting.waitsFor === 'refusal';
  return needsPerson
    ? broken('Bill.com calls', waiting.message, 'Put it right in Bill.com; Tieout then goes on by itself.')
    : untold('Bill.com calls', waiting.message);
}

export function checkPolls(company: Company, session: LatestSession | undefined, now: Date): Check {
  const openCall = session === undefined || session.state === 'closed' ? undefined : session.lastCallAt;
  const trouble = callTrouble(company, now, openCall);
  if (trouble) return broken('Web Connector', trouble.sentence, trouble.cure);
  const last = Math.max(company.lastLoginAt?.getTime() ?? 0, openCall?.getTime() ?? 0);
  return works('Web Connector', `Called ${duration(now.getTime() - last)} ago.`);
}

export function checkFile(company: Company, session: LatestSession | undefined): Check {
  const file = company.quickbooks.companyName;
  const problem = session?.lastError;
  if (typeof problem === 'string' && !company.stops.some(({ because }) => because === problem))
    return broken('QuickBooks', `The last session ended with: ${problem}`, 'The next update tries again.');
  if (typeof file !== 'string') return untold('QuickBooks', 'Its company file has not been seen yet.');
  const version = company.quickbooks.qbxmlVersion;
  const speaks = typeof version === 'string' ? `, qbXML ${version}` : '';
  return works('QuickBooks', `The company file is “${file}”${speaks}.`);
}

/** Each guard that stops the company, with its cure. */
export function checkStops(company: Company): Check[] {
  if (company.stops.length === 0) return [works('guard', 'Nothing stops the company.')];
  return company.stops.map(({ guard, because }) => broken('guard', because, cureOf(guard, company.name)));
}

/** Lists that a book does not give. */
export const checkLists = (closed: readonly ClosedList[], company: string): Check[] =>
  closedWarnings(closed, company).map(({ sentence, cure }) => broken('lists', sentence, cure));

/** Each account of the settings that does not do as what it is set for. */
export function checkAccounts(accounts: CompanyAccounts): Check[] {
  const wrong = accountSettings.flatMap((setting) => {
    const { trouble } = accounts[setting];
    return trouble ? [broken('accounts', `${capital(trouble.because)}.`, trouble.cure)] : [];
  });
  if (wrong.length > 0) return wrong;
  const known = accountSettings.filter((setting) => accounts[setting].id !== '');
  return known.length === 0
    ? [untold('accounts', 'None is set for payables, and no clearing account is found by its name.')]
    : [
        works(
          'accounts',
          `As they have to be: ${known.map((each) => String(accounts[each].name)).join(', ')}.`,
        ),
      ];
}

export function checkClock(clock: PcClock | undefined): Check {
  if (!clock) return untold('PC clock', 'Not measured yet: the first write to QuickBooks does.');
  const warning = clockWarning(clock);
  if (warning) return broken('PC clock', warning.sentence, warning.cure);
  const { offsetMinutes } = clock;
  const zone =
    offsetMinutes === 0
      ? ''
      : `, in a zone ${Math.abs(offsetMinutes)} minutes ${offsetMinutes > 0 ? 'ahead of' : 'behind'} the company’s`;
  return works('PC clock', `Goes right${zone}.`);
}

export const checkPaused = (company: Company): Check =>
  company.pausedAt === null
    ? works('pause', 'It is not paused.')
    : broken(
        'pause',
        `Paused since ${moment(company.pausedAt)}: ${company.pauseReason ?? 'no reason given'}.`,
        `To go on: tieout resume ${quoted(company.name)}`,
      );

/** The comparison is due once a day; three days without one are no busy day any more. */
const comparedWithinMs = 3 * 24 * 3_600_000;

export function checkCompared(at: Date | null, now: Date): Check {
  if (at === null) return untold('comparison', 'Not every list of QuickBooks has been read yet.');
  const sentence = `The last full comparison with QuickBooks was at ${moment(at)}.`;
  return now.getTime() - at.getTime() > comparedWithinMs
    ? broken('comparison', sentence, 'It runs once a day within a sync; see that the Web Connector calls.')
    : works('comparison', sentence);
}

export function checkCycle(company: Company, cycle: Cycle | undefined): Check {
  const name = quoted(company.name);
  if (cycle === undefined) return untold('cycle', 'None has run yet.');
  if (cycle.state === 'waitingForAccept' && company.acceptedAt === null)
    return broken(
      'cycle',
      `${capital(previewTitle(company.previewBecause))} waits to be accepted; until then nothing is written.`,
      `Look at it with “tieout preview ${name} --last”, then “tieout accept ${name}”.`,
    );
  if (cycle.state === 'failed' || cycle.state === 'interrupted')
    return broken(
      'cycle',
      `Cycle ${cycle.number} ${cycle.state === 'failed' ? 'failed' : 'was interrupted'}: ${cycle.message ?? 'no reason is known'}`,
      `The next one goes on where it stopped: tieout sync ${name} --wait`,
    );
  return works('cycle', `Cycle ${cycle.number} ${cycle.state === 'running' ? 'runs' : 'ended'}.`);
}
