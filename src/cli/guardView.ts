import type { ClosedList } from '../ledger/closedLists';
import type { Stop } from '../ledger/stops';
import { clockWarning, type PcClock } from '../quickbooks/pcClock';
import { guards, type GuardName } from '../reconcile/guards/catalogue';
import { quoted } from './output';
import { manyOf } from './stepProgress';

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

/** Lists that a book does not give for one reason are told once, by name. */
export function closedWarnings(closed: readonly ClosedList[], company: string): Warning[] {
  const groups = new Map<string, ClosedList[]>();
  for (const list of closed) {
    const key = [list.book, list.because.replace(manyOf(list.entity), '…'), list.cure].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), list]);
  }
  return [...groups.values()].map((lists): Warning => {
    const [{ book, entity, because, cure }] = lists as [ClosedList];
    const entities = lists.map((list) => list.entity);
    const names = namedTogether.format(lists.map((list) => manyOf(list.entity)));
    const isPlan =
      book === 'billcom' && receivablesOfBillcom.every((each) => entities.some((one) => one === each));
    return {
      sentence: because.replace(manyOf(entity), names),
      cure: isPlan
        ? `${cure} If the organization has no accounts receivable: tieout company set ${quoted(company)} receivables=off`
        : cure,
    };
  });
}

/** What nobody has to stop for, but somebody should put right. */
export interface Warning {
  readonly sentence: string;
  readonly cure: string;
}

export function warningsOf(clock: PcClock | undefined): Warning[] {
  const warning = clockWarning(clock);
  return warning ? [warning] : [];
}
