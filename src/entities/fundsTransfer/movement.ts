import type { CanonicalFields, RawRecord, RecordFacts } from '../definition';
import type { Standing } from '../documentRules';
import { elementsIn } from '../elements';
import { readReference, unsetReference } from '../fields';
import { readMoney } from '../money';
import type { BesideMovements, Clearing } from './beside';

/**
 * Bill.com's MoneyMovement (billcom.md §7.11): one batch of money between a bank account and Bill.com. Its row names the
 * bank account and an amount with a sign; between which accounts of the books the money moves is worked out when it is read.
 */

export const clearingNames: Readonly<Record<Clearing, string>> = {
  moneyOut: 'Money Out Clearing',
  moneyIn: 'Money In Clearing',
};

/** Elements that `completeMovement` adds to a row. */
export const added = { from: 'fromChartOfAccountId', to: 'toChartOfAccountId', lacks: 'lacks' };

/**
 * The row with the two accounts that its money moves between: payables (type 1) by Money Out Clearing, receivables by Money
 * In Clearing; a negative amount leaves the bank, a positive one comes to it, also when a payment is returned.
 */
export function completeMovement(row: RawRecord, beside: BesideMovements): RawRecord {
  const clearing: Clearing = row.type === '2' ? 'moneyIn' : 'moneyOut';
  const bank = beside.banks.get(String(row.bankAccountId));
  const posted = beside.posted.get(String(row.id));
  if (posted) return { ...row, [added.from]: posted.from, [added.to]: posted.to };
  const through = beside.clearing[clearing];
  const account = bank?.account ?? beside.defaultBank;
  const lacks =
    account === null
      ? notLinked(bank?.name)
      : (through.trouble ?? (through.account === null ? notSet(clearing) : undefined));
  const ends = [account ?? unsetReference, through.account ?? unsetReference];
  const [from, to] = String(readMoney(row.amount, 'amount')).startsWith('-') ? ends : ends.reverse();
  return { ...row, [added.from]: from, [added.to]: to, ...(lacks && { [added.lacks]: lacks }) };
}

interface Lack {
  readonly because: string;
  readonly cure: string;
}

export const notLinked = (bank: string | undefined): Lack => ({
  because: `its bank account${bank === undefined ? '' : ` ${bank}`} is not linked to an account of the books in Bill.com`,
  cure: 'An Administrator links it in Bill.com (Settings → Bank Accounts → the account → Chart of Accounts account); the next sync then records it. Or “tieout company set … defaultBank=…” says which account such money belongs to.',
});

export const notSet = (clearing: Clearing): Lack => ({
  because: `the company has no ${clearingNames[clearing]} account yet`,
  cure: `An Accountant says which Bank account of QuickBooks it is: “tieout company set … ${clearing}Clearing=…”; the next sync then records it.`,
});

/** MoneyMovement's status. */
const status = { sent: '0', confirmed: '1', void: '2' } as const;

/** Facts of a movement; `lacks` is what it waits for in the books. */
export function movementFacts(raw: RawRecord): RecordFacts {
  const lacks = raw[added.lacks] as Lack | undefined;
  return {
    status: String(raw.status ?? ''),
    type: String(raw.type ?? ''),
    made: movedAt(raw),
    bank: typeof raw.bankAccountId === 'string' ? raw.bankAccountId : undefined,
    payments: paymentsOf(raw),
    ...(lacks && { lacks: lacks.because, cure: lacks.cure }),
  };
}

/** The ids of its payments, as far as Bill.com names them; undefined where it names none. */
function paymentsOf(raw: RawRecord): string | undefined {
  const ids = elementsIn(raw.moneyMovementItems).map(
    (item) => readReference.billcom(item, 'sentPayId') ?? readReference.billcom(item, 'receivedPayId'),
  );
  return ids.filter((id) => typeof id === 'string').join(' ') || undefined;
}

/** When the money moves, or when the row was made if that is later: by it a movement is before the connection or after. */
function movedAt({ createdTime, processDate }: RawRecord): string | undefined {
  const made = typeof createdTime === 'string' ? createdTime : undefined;
  if (typeof processDate !== 'string' || processDate === '') return made;
  const moved = `${processDate.slice(0, 10)}T12:00:00.000+0000`;
  return made === undefined || made < moved ? moved : made;
}

export const isOver = (facts: { readonly status?: string | undefined }): boolean =>
  facts.status === status.confirmed || facts.status === status.void;

/** Money of received payments: type 2 (billcom.md §7.11). */
export const isReceived = ({ type }: RecordFacts): boolean => type === '2';

/** Void in Bill.com, where it goes on being listed. */
export const isVoid = (facts: RecordFacts): boolean => facts.status === status.void;

/** Why a movement is not posted now, or not compared any more. */
export function standingOf(
  fields: CanonicalFields,
  facts: RecordFacts,
  isLinked: boolean,
): Standing | undefined {
  if (isVoid(facts)) return isLinked ? voidAfterwards(fields) : neverMoved;
  if (isLinked) return undefined;
  if (facts.status === status.sent)
    return {
      cause: 'waiting',
      because: 'Bill.com has sent it, and the bank has not confirmed it yet',
      cure: 'Nothing: it is recorded in QuickBooks as soon as Bill.com shows it as confirmed.',
    };
  const unknown =
    facts.status !== status.confirmed
      ? 'status'
      : !['1', '2'].includes(facts.type ?? '')
        ? 'type'
        : undefined;
  if (unknown !== undefined)
    return {
      cause: 'toPutRight',
      because: `its ${unknown} “${facts[unknown] ?? ''}” in Bill.com is not known to Tieout`,
      cure: 'Record it by hand if the money has moved, and tell Tieout’s support.',
    };
  if (fields.amount === '0.00') return { ...neverMoved, because: 'it is over 0.00, so no money moves' };
  return facts.lacks === undefined
    ? undefined
    : { cause: 'toPutRight', because: facts.lacks, cure: facts.cure ?? '' };
}

const neverMoved: Standing = {
  cause: 'ownerRule',
  because: 'it is void in Bill.com, so no money moved',
  cure: 'Nothing to do.',
};

/** QuickBooks neither voids nor deletes a transfer from outside (qbxml.md §6), and the books of that day may be closed. */
const voidAfterwards = (fields: CanonicalFields): Standing => ({
  cause: 'cannotChange',
  because: `it was voided in Bill.com after it had been recorded in QuickBooks (${String(fields.amount)} on ${String(fields.date)}), and Tieout does not take back a transfer`,
  cure: 'An Accountant looks at the bank’s statement: if the money did not move, delete or void it in QuickBooks; if it came back, leave it, since Bill.com shows the return as a movement of its own, which is recorded when it is confirmed.',
});
