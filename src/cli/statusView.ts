import type { EntityCounts } from '../ledger/records';
import { waitingSteps, type StepProgress, type StepWait } from '../ledger/steps';
import type { ClosedList } from '../ledger/closedLists';
import { previewTitle, previewWords, type PreviewBecause } from '../reconcile/previewFirst';
import { sides } from '../reconcile/tieout/sides';
import type { TakenTieOut } from '../ledger/tieOutReport';
import type { BankDocument } from '../ledger/bankShown';
import { bankWords } from './bankView';
import type { CycleDocument } from '../acts/cycleDocument';
import { closedWarnings, type StopDocument, type Warning } from '../words/guardView';
import { table } from './output';
import { tieOutWords } from './reportTieOutView';
import { beforeStartWords, type BeforeStart } from '../acts/startDate';
import { manyOf, stepLine, stepTitle } from '../words/stepProgress';
import { ago, moment } from '../words/time';
import { callsWords } from '../words/webConnectorCalls';
import { many, quoted } from '../words/counted';

/** A company's status: the document for programs, and the same for people. Pure. */
export interface StatusDocument {
  readonly company: string;
  readonly id: string;
  readonly cycle: CycleDocument | null;
  /** Asked for, and waiting for the running one or for the Web Connector. */
  readonly nextCycle: { readonly number: number; readonly mode: string } | null;
  readonly entities: readonly EntityCounts[];
  readonly holds: number;
  readonly accepted: boolean;
  /** Why a company that was accepted writes nothing until another preview is. */
  readonly previewBecause: PreviewBecause | null;
  readonly paused: { readonly since: Date; readonly reason: string | null } | null;
  /** What its steps wait for: a throttle, an outage, their share of the hour, wrong credentials. */
  readonly waiting: readonly WaitDocument[];
  /** A guard's sentence, or what QuickBooks needs a person for. */
  readonly stopped: string | null;
  /** All guards that stop it, the oldest first. */
  readonly stops: readonly StopDocument[];
  /** Lists that a book does not give: they are left alone, the others go on. */
  readonly closedLists: readonly ClosedList[];
  /** What should be put right, and stops nothing. */
  readonly warnings: readonly Warning[];
  readonly lastWebConnectorLogin: Date | null;
  /** When it last came with a wrong password. */
  readonly refusedWebConnectorLogin: Date | null;
  /** What the newest Web Connector session ended with, if that was an error. */
  readonly lastWebConnectorError: string | null;
  /** When every list was last compared as a whole; null before each was read once. */
  readonly comparedWithQuickBooks: Date | null;
  /** QuickBooks' bank and clearing accounts, and what Bill.com was told of one; null before there is any. */
  readonly bank: BankDocument | null;
  readonly dueAt: Date;
  readonly steps: readonly StepProgress[];
  /** The last tie-out of accounts payable; null before the first. */
  readonly payables: TakenTieOut | null;
  /** The same of accounts receivable; null too while they are not synced. */
  readonly receivables: TakenTieOut | null;
  /** What stands on the catch-all account until somebody gives it another one. */
  readonly toRecode: { readonly documents: number; readonly lines: number };
  /** What stays in QuickBooks because it is dated before the sync start date. */
  readonly beforeStart: readonly BeforeStart[];
}

/** A step that waits, and until when. */
export interface WaitDocument extends Omit<StepWait, 'until'> {
  /** As people know it: “Vendors to Bill.com”. */
  readonly step: string;
  readonly until: Date | null;
}

export const waitDocuments = (steps: readonly StepProgress[]): WaitDocument[] =>
  waitingSteps(steps).map((step) => ({
    step: stepTitle(step),
    for: step.waitsFor,
    until: step.waitsUntil,
    message: step.message,
  }));

export function entityTable(entities: readonly EntityCounts[]): string {
  return table(
    [
      { title: '' },
      { title: 'in QuickBooks', align: 'right' },
      { title: 'in Bill.com', align: 'right' },
      { title: 'linked', align: 'right' },
      { title: 'held', align: 'right' },
    ],
    entities.map((each) => [manyOf(each.entity), each.quickbooks, each.billcom, each.linked, each.held]),
  );
}

export function statusText(status: StatusDocument, now: Date): string {
  const { entities, steps, holds } = status;
  const running = status.cycle?.state === 'running';
  return [
    status.company,
    ...facts(status, now).map(([name, value]) => `  ${name.padEnd(14)} ${value}`),
    ...(running && steps.length > 0 ? ['', ...steps.map((step) => `  ${stepLine(step, now)}`)] : []),
    ...(entities.length === 0 ? [] : ['', entityTable(entities)]),
    ...(holds === 0
      ? []
      : ['', `${many(holds, 'hold')} open; “tieout holds” lists them with their reasons.`]),
  ].join('\n');
}

function facts(status: StatusDocument, now: Date): [string, string][] {
  const { cycle, nextCycle, paused, previewBecause, stops, lastWebConnectorError } = status;
  return [
    ['cycle', cycle === null ? 'none yet' : cycleWords(cycle, isAccepted(status), now)],
    ...(nextCycle === null
      ? []
      : [['asked for', `cycle ${nextCycle.number} (a ${nextCycle.mode})`] as [string, string]]),
    ...(previewBecause === null
      ? []
      : [['previews', previewsSentence(previewBecause, status.company)] as [string, string]]),
    ...(paused === null
      ? []
      : [
          ['paused', `since ${moment(paused.since)}${paused.reason ? `: ${paused.reason}` : ''}`] as [
            string,
            string,
          ],
        ]),
    ...waitsToTell(status).map((message): [string, string] => ['waiting', message]),
    ...stops.flatMap(({ because, cure }): [string, string][] => [
      ['stopped', because],
      ['', `→ ${cure}`],
    ]),
    ...told('left alone', closedWarnings(status.closedLists, status.company)),
    ...told('warning', status.warnings),
    ...bankWords(status.bank),
    ['Web Connector', loginWords(status, now)],
    ...(lastWebConnectorError === null || stops.some(({ because }) => because === lastWebConnectorError)
      ? []
      : [['', `it was told: ${lastWebConnectorError}`] as [string, string]]),
    ...(status.comparedWithQuickBooks === null
      ? []
      : [
          ['compared', `whole lists with QuickBooks at ${moment(status.comparedWithQuickBooks)}`] as [
            string,
            string,
          ],
        ]),
    ...tieOutsOf(status),
    ...(status.toRecode.lines === 0
      ? []
      : [
          [
            'to recode',
            `${many(status.toRecode.lines, 'line')} to be recoded: tieout report recode ${quoted(status.company)}`,
          ] as [string, string],
        ]),
    ...status.beforeStart.map((each): [string, string] => ['start date', beforeStartWords(each)]),
    ['next due', dueWords(status, now)],
  ];
}

const previewsSentence = (because: PreviewBecause, company: string): string =>
  `${previewWords(because).happened}, so nothing is written until ${previewTitle(because)} is accepted: tieout accept ${quoted(company)}`;

const tieOutsOf = ({ company, payables, receivables }: StatusDocument): [string, string][] =>
  [[sides.ap, payables] as const, [sides.ar, receivables] as const].flatMap(
    ([side, taken]): [string, string][] =>
      taken === null ? [] : [['tied out', tieOutWords(side, taken, quoted(company))]],
  );

const told = (word: string, warnings: readonly Warning[]): [string, string][] =>
  warnings.flatMap(({ sentence, cure }): [string, string][] => [
    [word, sentence],
    ['', `→ ${cure}`],
  ]);

/** Neither the first preview nor a mass change waits for a person. */
const isAccepted = ({ accepted, stops }: StatusDocument): boolean =>
  accepted && !stops.some(({ guard }) => guard === 'massChange');

/** What several steps wait for is told once, and what a guard says too not at all. */
const waitsToTell = ({ waiting, stops }: StatusDocument): string[] =>
  [...new Set(waiting.map(({ message }) => message))].filter(
    (message) => !stops.some(({ because }) => message.startsWith(because)),
  );

export function cycleWords(cycle: CycleDocument, accepted: boolean, now: Date): string {
  const what = `${cycle.number} (a ${cycle.mode})`;
  const because = cycle.message === null ? '' : ` ${cycle.message}`;
  switch (cycle.state) {
    case 'due':
      return `${what} was asked for and waits for the Web Connector`;
    case 'running':
      return `${what} runs since ${moment(cycle.startedAt)}`;
    case 'waitingForAccept':
      return accepted
        ? `${what} ended ${ago(cycle.endedAt, now)} and was accepted`
        : `${what} ended ${ago(cycle.endedAt, now)} and waits for “tieout accept”`;
    case 'ended':
      return `${what} ended ${ago(cycle.endedAt, now)}${because === '' ? '' : `.${because}`}`;
    default:
      return `${what} ${cycle.state === 'failed' ? 'failed' : 'was interrupted'} ${ago(cycle.endedAt, now)}.${because}`;
  }
}

const loginWords = (status: StatusDocument, now: Date): string =>
  callsWords(
    {
      name: status.company,
      lastLoginAt: status.lastWebConnectorLogin,
      refusedLoginAt: status.refusedWebConnectorLogin,
    },
    now,
  );

function dueWords({ dueAt, cycle, accepted, paused }: StatusDocument, now: Date): string {
  if (paused !== null) return 'not while it is paused';
  if (cycle?.state === 'waitingForAccept' && !accepted) return 'after “tieout accept”';
  if (cycle?.state === 'running') return 'when this cycle is over';
  return dueAt <= now || cycle?.state === 'due' ? 'now, at the Web Connector’s next call' : moment(dueAt);
}
