import type { Book, EntityName } from '../entities/definition';
import type { ClosedList } from '../ledger/closedLists';
import type { Stop } from '../ledger/stops';
import { clockWarning, type PcClock } from '../quickbooks/pcClock';
import { guards, type GuardName } from '../reconcile/guards/catalogue';
import { manyOf } from './stepProgress';
import { quoted } from './counted';

/** What stops a company, for people and programs. Pure. */
export interface StopDocument {
  readonly guard: GuardName;
  readonly because: string;
  readonly cure: string;
  readonly since: Date;
}

export const stopDocument = ({ guard, because, since }: Stop, company: string): StopDocument => ({
  guard,
  because,
  cure: cureOf(guard, company),
  since,
});

/** What to do, and the command that accepts it as it is. */
export function cureOf(guard: GuardName, company: string): string {
  const { cure, command } = guards[guard];
  return command === undefined ? cure : `${cure} The command: tieout ${command} ${quoted(company)}`;
}

/** A list that its book does not give, in words. */
export const closedDocument = ({ book, entity, because, cure, since }: ClosedList) => ({
  book,
  entity,
  because,
  cure,
  since,
});

const receivablesOfBillcom = ['invoice', 'creditMemo', 'receivedPayment'];
const namedTogether = new Intl.ListFormat('en', { type: 'conjunction' });

/** Lists that a book does not give for one reason. */
export interface ClosedTogether extends Warning {
  readonly book: Book;
  readonly entities: readonly EntityName[];
  /** Since when the first of them. */
  readonly since: Date;
  /** They are all of Bill.com's receivables: the organization's plan may not have any. */
  readonly isPlan: boolean;
}

/** Lists that a book does not give for one reason are told once, by name. */
export function closedTogether(closed: readonly ClosedList[]): ClosedTogether[] {
  const groups = new Map<string, ClosedList[]>();
  for (const list of closed) {
    const key = [list.book, list.because.replace(manyOf(list.entity), '…'), list.cure].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), list]);
  }
  return [...groups.values()].map((lists): ClosedTogether => {
    const [{ book, entity, because, cure }] = lists as [ClosedList];
    const entities = lists.map((list) => list.entity);
    const names = namedTogether.format(entities.map(manyOf));
    return {
      ...{ book, entities, cure },
      sentence: because.replace(manyOf(entity), names),
      since: new Date(Math.min(...lists.map(({ since }) => since.getTime()))),
      isPlan:
        book === 'billcom' && receivablesOfBillcom.every((each) => entities.some((one) => one === each)),
    };
  });
}

/** The same where commands are typed. */
export const closedWarnings = (closed: readonly ClosedList[], company: string): Warning[] =>
  closedTogether(closed).map(({ sentence, cure, isPlan }) => ({
    sentence,
    cure: isPlan
      ? `${cure} If the organization has no accounts receivable: tieout company set ${quoted(company)} receivables=off`
      : cure,
  }));

/** What nobody has to stop for, but somebody should put right. */
export interface Warning {
  readonly sentence: string;
  readonly cure: string;
}

export function warningsOf(clock: PcClock | undefined): Warning[] {
  const warning = clockWarning(clock);
  return warning ? [warning] : [];
}
