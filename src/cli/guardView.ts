import type { ClosedList } from '../ledger/closedLists';
import type { Stop } from '../ledger/stops';
import { clockWarning, type PcClock } from '../quickbooks/pcClock';
import { guards, type GuardName } from '../reconcile/guards/catalogue';
import { quoted } from './output';

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

/** What nobody has to stop for, but somebody should put right. */
export interface Warning {
  readonly sentence: string;
  readonly cure: string;
}

export function warningsOf(clock: PcClock | undefined): Warning[] {
  const warning = clockWarning(clock);
  return warning ? [warning] : [];
}
