import { isCalledOff } from '../../entities/billPayment';
import type { EntityDefinition } from '../../entities/definition';
import type { PayableRecord } from '../../entities/documentRules';
import { centsOf } from '../../entities/money';
import { entriesOfPostings, type PostedByHand } from '../tieout/reading';
import type { InBillcom, Posted } from './entries';

/** From what was read to what stands on the clearing account, in either book. */

interface ReadRecord extends PayableRecord {
  readonly id: string;
  readonly isWaiting: boolean;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A bill payment or transfer of QuickBooks; empty for one that does not touch the account. */
export function postedOn(
  account: string,
  definition: EntityDefinition,
  { id, fields, facts, isWaiting }: ReadRecord,
  connectedAt: Date,
): Posted[] {
  const cents =
    definition.name === 'billPayment'
      ? fields.account === account
        ? -centsOf(facts.total ?? '0.00')
        : undefined
      : movedOn(account, fields);
  if (cents === undefined) return [];
  return [
    {
      entity: definition.name,
      id,
      word: definition.words.one,
      name: textOf(fields.name),
      date: textOf(fields.date),
      cents,
      isHistory: !(Date.parse(facts.made ?? facts.entered ?? '') >= connectedAt.getTime()),
      isWaiting,
    },
  ];
}

/** What a transfer changes the account's balance by; undefined for one that does not touch it. */
function movedOn(account: string, { from, to, amount }: PayableRecord['fields']): bigint | undefined {
  if ((from === account) === (to === account) || typeof amount !== 'string') return undefined;
  return to === account ? centsOf(amount) : -centsOf(amount);
}

/** A payment of Bill.com from the account (Bill.com's id of it); one that is still being approved is none yet. */
export function paymentOn(
  account: string,
  definition: EntityDefinition,
  { id, fields, facts, isWaiting }: ReadRecord,
  connectedAt: Date,
): InBillcom[] {
  const isOver = isCalledOff(facts);
  if (fields.account !== account || (!isOver && !definition.payable?.({ fields, facts }))) return [];
  return [
    {
      ...shown(definition, id, fields),
      entity: 'billPayment',
      cents: isOver ? 0n : -centsOf(facts.total ?? '0.00'),
      bank: facts.bank ?? null,
      covers: [],
      isHistory: isHistory(facts.made, connectedAt),
      isWaiting,
      isOffline: facts.offline !== undefined,
      leftAlone: definition.leftAlone?.(fields, facts, 'billcom'),
    },
  ];
}

/** A movement of money of Bill.com to or from the account. */
export function movementOn(
  account: string,
  definition: EntityDefinition,
  { id, fields, facts, isWaiting }: ReadRecord,
  connectedAt: Date,
): InBillcom[] {
  const cents = movedOn(account, fields);
  if (cents === undefined) return [];
  const isVoid = facts.status === voidMovement;
  return [
    {
      ...shown(definition, id, fields),
      entity: 'fundsTransfer',
      cents: isVoid ? 0n : cents,
      bank: facts.bank ?? null,
      covers: facts.payments?.split(' ') ?? [],
      isHistory: isHistory(facts.made, connectedAt),
      isWaiting,
      isOffline: false,
      leftAlone: undefined,
    },
  ];
}

/** MoneyMovement.status (billcom.md §7.11). */
const voidMovement = '2';

const shown = ({ words }: EntityDefinition, id: string, { name, date }: PayableRecord['fields']) => ({
  id,
  word: words.one,
  name: textOf(name),
  date: textOf(date),
});

const isHistory = (made: string | undefined, connectedAt: Date): boolean =>
  Date.parse(made ?? '') < connectedAt.getTime();

/**
 * Postings of other kinds, one a transaction. Those that the records show too are left out; one in the form that transfers had
 * before is the transfer that it is linked as.
 */
export function postingsOn(
  postings: readonly PostedByHand[],
  read: readonly Posted[],
  { connectedAt, openedAt }: { readonly connectedAt: Date; readonly openedAt: Date },
  isTransfer: (id: string) => boolean | undefined,
): Posted[] {
  const known = new Set(read.map(({ id }) => id));
  const others = postings.filter(({ txnId }) => !known.has(txnId)).map((each) => ({ ...each, party: null }));
  // Payments and transfers since the connection are no part of the opening balance; what else was posted before it was read is.
  const opened = openedAt > connectedAt ? openedAt : connectedAt;
  const [transfers, rest] = [true, false].map((wanted) =>
    others.filter(({ txnId }) => (isTransfer(txnId) === true) === wanted),
  ) as [typeof others, typeof others];
  const entries = [...entriesOfPostings(transfers, connectedAt), ...entriesOfPostings(rest, opened)];
  return entries.map((entry) => ({
    entity: isTransfer(entry.id) === true ? 'fundsTransfer' : undefined,
    id: entry.id,
    word: entry.word,
    name: entry.name,
    date: entry.date,
    cents: entry.cents,
    isHistory: entry.isHistory,
    isWaiting: false,
  }));
}
