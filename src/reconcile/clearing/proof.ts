import { inCents } from '../../entities/money';
import type {
  ClearingInput,
  ClearingLine,
  ClearingProof,
  ClearingReason,
  InBillcom,
  Posted,
} from './entries';
import { isTransfer } from './accounts';
import { openBatches, sum, type Batch } from './transit';

/** A payment that is still alone so many days after its process date is not on its way any more. */
const longestWay = 10;

/**
 * Proves a clearing account: opening balance, payments and transfers since the connection, and what QuickBooks' own balance
 * differs by. Every line has its record; together they are what the balance has changed by, to the cent.
 */
export function proveClearing(input: ClearingInput): ClearingProof {
  const pairs = pairsOf(input);
  const stands = (node: InBillcom): bigint => (isPosted(node, pairs) ? node.cents : 0n);
  const of = (wanted: boolean): bigint =>
    sum(
      input.there.filter((node) => isTransfer(node) === wanted),
      stands,
    );
  const [payments, transfers] = [of(false), of(true)];
  const expected = input.opening + payments + transfers;
  const byHand = [...unlinked(input), ...changed(input, pairs)];
  const known = byHand.reduce((all, { cents }) => all + cents, expected);
  const inTransit = openBatches(input.there, input.side.payment, stands).flatMap((batch) =>
    linesOf(batch, stands, pairs, input),
  );
  return {
    asOf: input.asOf,
    opening: input.opening,
    payments,
    transfers,
    expected,
    balance: input.balance,
    lines: [...byHand, ...inTransit, ...(input.balance === known ? [] : [unexplained(input.balance, known)])],
  };
}

type Pairs = ReadonlyMap<string, Posted>;

/** Since the connection; what was posted before is in the opening balance. */
const isPosted = (node: InBillcom, pairs: Pairs): boolean => pairs.get(keyOf(node))?.isHistory === false;

const keyOf = ({ entity, id }: Pick<InBillcom, 'entity' | 'id'>): string => `${entity} ${id}`;

/** By the record of Bill.com, what stands for it in QuickBooks. */
function pairsOf({ posted, there, twins }: ClearingInput): Pairs {
  const known = new Set(there.map(keyOf));
  const pairs = new Map<string, Posted>();
  for (const each of posted) {
    const key = twinKey(each, twins);
    if (key !== undefined && known.has(key)) pairs.set(key, each);
  }
  return pairs;
}

function twinKey({ entity, id }: Posted, twins: ClearingInput['twins']): string | undefined {
  const twin = entity === undefined ? undefined : twins(entity, id);
  return twin === undefined ? undefined : `${String(entity)} ${twin}`;
}

function unlinked(input: ClearingInput): ClearingLine[] {
  const known = new Set(input.there.map(keyOf));
  return input.posted
    .filter((each) => !each.isHistory && each.cents !== 0n && !known.has(twinKey(each, input.twins) ?? ''))
    .map((each) => {
      const hold = each.entity && input.hold('quickbooks', each.entity, each.id);
      return {
        ...ofPosted(each),
        reason: 'quickbooksOnly',
        cents: each.cents,
        sentence: `The ${each.word} ${quoted(each.name)} of ${each.date} was posted to the clearing account in QuickBooks by hand; Bill.com has nothing that it could be.`,
        cure:
          hold?.cure ??
          'An Accountant takes it off the clearing account in QuickBooks, unless it corrects something that is listed here too.',
      };
    });
}

/** Linked, and QuickBooks has another amount than Bill.com. */
function changed(input: ClearingInput, pairs: Pairs): ClearingLine[] {
  return input.there.flatMap((node): ClearingLine[] => {
    const posted = pairs.get(keyOf(node));
    if (!posted || posted.isHistory || posted.cents === node.cents) return [];
    const hold = holdOf(node, posted, input);
    const says = `QuickBooks has ${inCents(posted.cents)} on the clearing account and Bill.com ${inCents(node.cents)}`;
    const isWaiting = hold === undefined && (node.isWaiting || posted.isWaiting);
    return [
      {
        ...ofPosted(posted, node),
        reason: isWaiting ? 'onItsWay' : hold ? 'held' : 'changed',
        cents: posted.cents - node.cents,
        sentence: hold?.sentence ?? `The ${node.word} ${quoted(node.name)} was changed: ${says}.`,
        cure:
          hold?.cure ??
          (isWaiting
            ? 'Nothing: the next sync goes on with it.'
            : 'An Accountant makes the two equal by hand, in the book that is wrong.'),
      },
    ];
  });
}

/**
 * What a batch leaves: the records that are missing in QuickBooks, where they are just that; else everything of it that
 * stands there.
 */
function linesOf(
  { nodes, rest }: Batch,
  stands: (node: InBillcom) => bigint,
  pairs: Pairs,
  input: ClearingInput,
): ClearingLine[] {
  const missing = nodes.filter((node) => !isPosted(node, pairs) && node.cents !== 0n);
  if (missing.length > 0 && rest + sum(missing, ({ cents }) => cents) === 0n)
    return missing.map((node) => ({
      ...ofThere(node),
      ...(pairs.has(keyOf(node)) ? inOpening(node) : whyMissing(node, input)),
      cents: -node.cents,
    }));
  const fees = nodes.filter((node) => (node.fee ?? 0n) !== 0n && stands(node) !== 0n);
  if (fees.length > 0 && rest + input.side.sign * sum(fees, ({ fee = 0n }) => fee) === 0n)
    return fees.map((node) => ({
      ...ofThere(node),
      ...feeOf(node),
      cents: -input.side.sign * (node.fee ?? 0n),
    }));
  const alone = nodes.filter((node) => stands(node) === rest);
  const shown = alone.length === 1 ? alone : nodes.filter((node) => stands(node) !== 0n);
  return shown.map((node) => ({ ...ofThere(node), ...whyAlone(node, input), cents: stands(node) }));
}

type Why = Pick<ClearingLine, 'reason' | 'sentence' | 'cure'>;

const inOpening = (node: InBillcom): Why => ({
  reason: 'beforeConnection',
  sentence: `The ${node.word} ${quoted(node.name)} of ${node.date} was posted before the two books were connected; what belongs to it came since.`,
  cure: 'Nothing: it is part of the opening balance.',
});

/** What a customer was charged for paying by card is no part of the payment (billcom.md §7.14). */
const feeOf = (node: InBillcom): Why => ({
  reason: 'fee',
  sentence: `The customer was charged a card fee of ${inCents(node.fee ?? 0n)} on top of the ${node.word} ${quoted(node.name)} of ${node.date}. It went to the bank with the transfer, and pays no invoice.`,
  cure: 'An Accountant records the fee in QuickBooks as income, on the clearing account: a journal entry or a deposit over it.',
});

/** In Bill.com, and not on the clearing account in QuickBooks. */
function whyMissing(node: InBillcom, input: ClearingInput): Why {
  const hold = input.hold('billcom', node.entity, node.id);
  const the = `The ${node.word} ${quoted(node.name)} of ${node.date}`;
  const isOfBefore = hold?.cause === 'beforeConnection' || (hold === undefined && node.isHistory);
  const reason: ClearingReason = isOfBefore
    ? 'beforeConnection'
    : hold?.cause === 'waiting' && isTransfer(node)
      ? 'onItsWay'
      : node.leftAlone !== undefined
        ? 'notPosted'
        : hold
          ? 'held'
          : node.isWaiting
            ? 'onItsWay'
            : 'unexplained';
  if (hold) return { reason, sentence: hold.sentence, cure: hold.cure };
  return {
    reason,
    sentence: `${the} in Bill.com is not on the clearing account in QuickBooks${node.leftAlone === undefined ? '.' : `. ${node.leftAlone}`}`,
    cure:
      reason === 'onItsWay'
        ? 'Nothing: the next sync goes on with it.'
        : reason === 'unexplained'
          ? 'Sync once more and look again. If it stays, tell Tieout’s support.'
          : 'An Accountant posts it by hand, if QuickBooks is to have it.',
  };
}

/** On the clearing account in QuickBooks, and nothing stands against it. */
function whyAlone(node: InBillcom, { asOf, side }: ClearingInput): Why {
  const the = `The ${node.word} ${quoted(node.name)} of ${node.date}`;
  if (node.isOffline)
    return {
      reason: 'outside',
      sentence: `${the} was made outside of Bill.com, and names the clearing account: no money of it goes through Bill.com, so that no transfer comes for it.`,
      cure: `An Accountant chooses in Bill.com the account that it was really paid ${side.reallyPaid}.`,
    };
  const isLate = daysBetween(node.date, asOf) > longestWay;
  if (!isTransfer(node))
    return {
      reason: isLate ? 'unexplained' : 'onItsWay',
      sentence: `${the} is posted, and the transfer that ${side.transfer} has not been recorded ${isLate ? `in ${longestWay} days` : 'yet'}.`,
      cure: isLate
        ? 'Look in Bill.com (Funds Transfer Detail) for the transfer of that day, and for what was paid with it.'
        : 'Nothing: it is recorded as soon as the bank has confirmed it.',
    };
  return {
    reason: isLate ? 'unexplained' : 'onItsWay',
    sentence: `${the} is recorded, and what it moves money for is not on the clearing account${isLate ? '' : ' yet'}.`,
    cure: isLate
      ? 'Look in Bill.com (Funds Transfer Detail) for the payments of that transfer, and whether they stand in QuickBooks.'
      : 'Nothing: what belongs to it follows, as a payment or as money that comes back.',
  };
}

const holdOf = (node: InBillcom, posted: Posted, { hold }: ClearingInput) =>
  hold('billcom', node.entity, node.id) ??
  (posted.entity && hold('quickbooks', posted.entity, posted.id)) ??
  undefined;

const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

const refTo = ({ entity, id, name, date }: Pick<Posted, 'entity' | 'id' | 'name' | 'date'>) => ({
  entity: entity ?? null,
  id,
  name,
  date,
});
const ofPosted = (posted: Posted, node?: InBillcom) => ({
  word: posted.word,
  name: posted.name,
  date: posted.date,
  records: { quickbooks: refTo(posted), billcom: node ? refTo(node) : null },
});
const ofThere = (node: InBillcom) => ({
  word: node.word,
  name: node.name,
  date: node.date,
  records: { quickbooks: null, billcom: refTo(node) },
});
const quoted = (name: string): string => (name === '' ? 'without a number' : `“${name}”`);

const unexplained = (balance: bigint, known: bigint): ClearingLine => ({
  reason: 'unexplained',
  word: 'balance',
  name: '',
  date: null,
  records: { quickbooks: null, billcom: null },
  cents: balance - known,
  sentence: `QuickBooks’ balance of the clearing account is ${inCents(balance)}, and what Tieout has read there comes to ${inCents(known)}.`,
  cure: 'Something of before the connection was probably changed, voided or deleted since: look at the account’s register in QuickBooks. If somebody worked there during the sync, the next one clears it.',
});
