import { accountRoles, type AccountSetting } from '../../entities/companyAccounts';
import type { CompanyFacts } from '../../ledger/companyFacts';
import type { NamedAccounts } from '../../ledger/namedAccounts';
import type { LatestSession } from '../../ledger/sessions';
import type { AddressFinding } from '../../quickbooks/webconnector/addressProbe';
import { guards } from '../../reconcile/guards/catalogue';
import { onPage } from './onPage';
import { isShutOut } from './verdict';
import { when } from './words';

/** How far a company that is being connected has come, link by link; each with the usual causes where it waits. Pure. */
export interface SetupCheck {
  readonly title: string;
  /** `waits`: for something before it, or for its time. */
  readonly state: 'done' | 'now' | 'trouble' | 'waits';
  readonly sentence: string;
  /** What to do, or to look at. */
  readonly causes: readonly string[];
}

export interface SetupFacts {
  readonly facts: CompanyFacts;
  /** How the gateway's address looks to the Web Connector; null where nobody has set it. */
  readonly address: AddressFinding | 'unknown' | null;
  readonly session: Pick<LatestSession, 'state' | 'lastError'> | null;
  /** As QuickBooks calls it; null before it was ever seen. */
  readonly companyFile: string | null;
  readonly named: NamedAccounts;
  readonly livingWorkers: number;
}

/** The cycle whose preview is there to be looked at. */
export const waitingPreview = ({ acceptedAt, last }: CompanyFacts): number | null =>
  acceptedAt === null && last?.state === 'waitingForAccept' ? last.number : null;

export function setupChecks(given: SetupFacts, now: Date): SetupCheck[] {
  const checks = [
    billcomCheck(given),
    callCheck(given, now),
    fileCheck(given),
    readingCheck(given, now),
    previewCheck(given),
  ];
  // The first that is not done is where it stands; those behind it wait.
  const at = checks.findIndex(({ state }) => state !== 'done');
  const shown = checks.map((check, index): SetupCheck =>
    at >= 0 && index > at && check.state === 'now' ? { ...check, state: 'waits', causes: [] } : check,
  );
  const [first, ...rest] = shown;
  // Beside the others: it neither waits for them nor keeps them waiting.
  return [...(first ? [first] : []), addressCheck(given), ...rest, ...accountChecks(given)];
}

/** Before anybody is puzzled by the Web Connector's numbers. */
function addressCheck({ facts, address }: SetupFacts): SetupCheck {
  const title = 'The Web Connector takes the gateway’s address';
  if (address === null)
    return {
      title,
      state: 'trouble',
      sentence: 'GATEWAY_PUBLIC_URL is not set, so there is no .qwc file.',
      causes: [
        'Whoever runs Tieout sets it to the https:// address at which the QuickBooks computer reaches the gateway.',
      ],
    };
  if (address === 'unknown') return { title, state: 'now', sentence: 'It is being looked at.', causes: [] };
  if (address.kind === 'good') return { title, state: 'done', sentence: address.sentence, causes: [] };
  if (address.kind === 'unreachable' && facts.lastLoginAt !== null)
    return {
      title,
      state: 'done',
      sentence: 'The Web Connector calls it. From here it does not answer, which does no harm.',
      causes: [],
    };
  return { title, state: 'trouble', sentence: address.sentence, causes: [address.cure] };
}

function billcomCheck({ facts }: SetupFacts): SetupCheck {
  const title = 'Bill.com lets Tieout in';
  const stop = facts.stops.find(({ guard }) => guard === 'billcom' || guard === 'organization');
  return stop
    ? { title, state: 'trouble', sentence: onPage(stop.because), causes: [onPage(guards[stop.guard].cure)] }
    : { title, state: 'done', sentence: 'It was tried when the company was connected.', causes: [] };
}

function callCheck({ facts }: SetupFacts, now: Date): SetupCheck {
  const title = 'The Web Connector calls';
  if (isShutOut(facts))
    return {
      title,
      state: 'trouble',
      sentence: `It called at ${when(facts.refusedLoginAt ?? now, facts.zone, now)} with a wrong password and was not let in.`,
      causes: [
        'Type the password into the Web Connector beside Tieout, and save it there when it asks.',
        'If it is lost, make a new one below. After several failures nobody is let in for some minutes.',
      ],
    };
  if (facts.lastLoginAt !== null)
    return {
      title,
      state: 'done',
      sentence: `It signed in at ${when(facts.lastLoginAt, facts.zone, now)}.`,
      causes: [],
    };
  return {
    title,
    state: 'now',
    sentence: 'It has never called.',
    causes: [
      'On the computer with QuickBooks: open the company file as Admin in single-user mode, start the Web Connector, choose “Add an application” and the .qwc file, and allow access in QuickBooks.',
      'Type the password, tick Tieout and Auto-Run, and choose “Update Selected”.',
      'QBWC1012: the password is typed wrongly. QBWC1001, 1002 or 1010: the gateway’s address has to be an https name. QBWC1048: Windows does not trust the gateway’s certificate, or it is for another name.',
    ],
  };
}

function fileCheck({ facts, session, companyFile }: SetupFacts): SetupCheck {
  const title = 'QuickBooks opens the company file';
  const stop = facts.stops.find(({ guard }) => !['billcom', 'organization', 'massChange'].includes(guard));
  if (stop)
    return {
      title,
      state: 'trouble',
      sentence: onPage(stop.because),
      causes: [onPage(guards[stop.guard].cure)],
    };
  if (companyFile !== null) return { title, state: 'done', sentence: `It is “${companyFile}”.`, causes: [] };
  if (session?.lastError)
    return {
      title,
      state: 'trouble',
      sentence: session.lastError,
      causes: [
        'Open the company file, or allow access while QuickBooks is closed: Edit → Preferences → Integrated Applications.',
        'Close any window of QuickBooks that waits for an answer.',
      ],
    };
  return {
    title,
    state: 'now',
    sentence: 'Its file was not seen yet.',
    causes: ['Open the company file in QuickBooks; the Web Connector’s next update looks again.'],
  };
}

function readingCheck({ facts, companyFile, livingWorkers }: SetupFacts, now: Date): SetupCheck {
  const title = 'Both books are read';
  if (waitingPreview(facts) !== null || facts.acceptedAt !== null)
    return { title, state: 'done', sentence: 'They were read.', causes: [] };
  if (livingWorkers === 0)
    return {
      title,
      state: 'trouble',
      sentence: 'No worker is running, so nothing is read.',
      causes: ['Whoever runs Tieout starts one.'],
    };
  if (facts.running)
    return {
      title,
      state: 'now',
      sentence: `Since ${when(facts.running.startedAt ?? now, facts.zone, now)}. A large company file takes a while; it may be left alone.`,
      causes: [],
    };
  if (facts.last?.state === 'failed' || facts.last?.state === 'interrupted')
    return {
      title,
      state: 'trouble',
      sentence: facts.last.message ?? 'It was cut short.',
      causes: ['The Web Connector’s next update goes on where it stopped.'],
    };
  return {
    title,
    state: 'now',
    sentence: companyFile === null ? 'Not yet.' : 'They are read at the Web Connector’s next call.',
    causes: [],
  };
}

function previewCheck({ facts }: SetupFacts): SetupCheck {
  const title = 'The first preview';
  if (facts.acceptedAt !== null)
    return { title, state: 'done', sentence: 'It was accepted: syncs write.', causes: [] };
  return waitingPreview(facts) === null
    ? {
        title,
        state: 'now',
        sentence: 'It shows what the first sync would do, before anything is written.',
        causes: [],
      }
    : { title, state: 'now', sentence: 'It is there. Look at it, and accept it.', causes: [] };
}

/** Accounts that were named and do not do. */
const accountChecks = ({ named }: SetupFacts): SetupCheck[] =>
  Object.entries(named).map(([setting, { named: as, problem }]) => ({
    title: `The ${accountRoles[setting as AccountSetting].label} “${as}”`,
    state: problem === null ? ('waits' as const) : ('trouble' as const),
    sentence: problem ?? 'It is looked for when QuickBooks has been read.',
    causes: problem === null ? [] : ['Choose another in the settings; then make a new preview.'],
  }));
