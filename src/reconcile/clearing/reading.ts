import type { EntityDefinition } from '../../entities/definition';
import type { PayableRecord } from '../../entities/documentRules';
import { centsOf } from '../../entities/money';
import { entriesOfPostings, type PostedByHand } from '../tieout/reading';
import type { ClearingSide } from './accounts';
import type { InBillcom, Posted } from './entries';

/** From what was read to what stands on the clearing account, in either book. */

interface ReadRecord extends PayableRecord {
  readonly id: string;
  readonly isWaiting: boolean;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A payment or transfer of QuickBooks; empty for one that does not touch the account (its ListID). */
export function postedOn(
  { sign, payment }: ClearingSide,
  account: string,
  definition: EntityDefinition,
  { id, fields, facts, isWaiting }: ReadRecord,
  connectedAt: Date,
): Posted[] {
  const cents =
    definition.name === payment
      ? fields.account === account
        ? sign * centsOf(facts.total ?? '0.00')
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

/**
 * A payment of Bill.com from or to the account (Bill.com's id of it); one that is still being approved is none yet. What is
 * received through Bill.com names no account and comes to Money In Clearing.
 */
export function paymentOn(
  { clearing, sign }: ClearingSide,
  account: string,
  definition: EntityDefinition,
  { id, fields, facts, isWaiting }: ReadRecord,
  connectedAt: Date,
): InBillcom[] {
  const isOver = isCalledOff(definition, facts);
  const isOffline = facts.offline !== undefined;
  const isHere = fields.account === account || (clearing === 'moneyIn' && !isOffline && !fields.account);
  const counts = definition.payable ?? definition.receivable;
  if (!isHere || (!isOver && !counts?.({ fields, facts }))) return [];
  return [
    {
      ...shown(definition, id, fields),
      entity: definition.name,
      cents: isOver ? 0n : sign * centsOf(facts.total ?? '0.00'),
      ...(facts.fee !== undefined && { fee: centsOf(facts.fee) }),
      bank: facts.bank ?? null,
      covers: [],
      isHistory: isHistory(facts.made, connectedAt),
      isWaiting,
      isOffline,
      leftAlone: definition.leftAlone?.(fields, facts, 'billcom'),
    },
  ];
}

/** Cancelled, failed or void in Bill.com. */
export const isCalledOff = ({ document }: EntityDefinition, facts: PayableRecord['facts']): boolean =>
  document?.isVoid?.(facts) ?? false;

/** A movement of money of Bill.com to or from the account. */
export function movementOn(
  _side: ClearingSide,
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
