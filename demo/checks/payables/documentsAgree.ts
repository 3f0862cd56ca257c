import { judged, type Evidence, type Invariant, type Value } from '../evidence';
import {
  centsOf,
  dollars,
  idIn,
  partners,
  type BillcomDocument,
  type QuickBooksTransaction,
} from '../documents';
import { isCalledOff, linesIn, linesOf, stands, type Kind } from './books';

const KINDS: readonly Kind[] = ['bill', 'vendorCredit', 'billPayment', 'fundsTransfer'];
const MANY: Readonly<Record<Kind, string>> = {
  bill: 'bills',
  vendorCredit: 'vendor credits',
  billPayment: 'payments',
  fundsTransfer: 'transfers',
};

/** Linked bills and credits say the same, line by line; every document is linked, or held with a reason. */
export function documentsAgree({ payables }: Evidence): Invariant | undefined {
  if (payables === undefined) return undefined;
  const held = new Set(payables.holds.map(({ entity, recordId }) => `${entity} ${recordId}`));
  const { now, links } = payables;
  const twin = partners(links);
  const against: string[] = [];
  const counts: string[] = [];
  for (const kind of KINDS) {
    const linked = links.filter(({ entity }) => entity === kind);
    const here = new Map(now.quickbooks[kind].map((each) => [each.TxnID, each]));
    const there = new Map(now.billcom[kind].map((each) => [each.id, each]));
    for (const { quickbooksId, billcomId } of linked) {
      const [one, two] = [here.get(quickbooksId), there.get(billcomId)];
      const isHeld = held.has(`${kind} ${quickbooksId}`) || held.has(`${kind} ${billcomId}`);
      if (!one || !two)
        against.push(`one side of the pair ${quickbooksId} = ${billcomId} is not in its book`);
      else if (!isHeld && (kind === 'bill' || kind === 'vendorCredit')) {
        const [a, b] = [saidHere(one, twin), saidThere(two)];
        if (a !== b) against.push(`QuickBooks says “${a}” and Bill.com “${b}”`);
      }
    }
    const alone = [
      ...[...there.values()]
        .filter((each) => twin.inQuickBooks(kind, each.id) === undefined && isOne(each, kind))
        .map(({ id }) => id),
      ...(kind === 'fundsTransfer' ? [] : [...here.values()])
        .filter((each) => twin.inBillcom(kind, each.TxnID) === undefined && each.isVoid !== true)
        .map(({ TxnID }) => TxnID),
    ];
    for (const id of alone)
      if (!held.has(`${kind} ${id}`)) against.push(`${id} of the ${MANY[kind]} is neither linked nor held`);
    counts.push(`${linked.length} ${MANY[kind]}${alone.length > 0 ? ` and ${alone.length} held alone` : ''}`);
  }
  return judged(
    'P4',
    against,
    `pairs of ${counts.join(', ')}; lines, days, vendors and numbers are the same`,
  );
}

/** Whether a document of Bill.com is one at all: a payment without money is what its credits are applied to, no more. */
const isOne = (each: BillcomDocument, kind: Kind): boolean =>
  kind === 'billPayment'
    ? !isCalledOff(each) && centsOf(each.amount) > 0
    : kind === 'fundsTransfer'
      ? each.status === '1'
      : stands(each);

type Twin = ReturnType<typeof partners>;

/** “vendor number of day, due: account amount, …” in Bill.com's ids. */
const said = (
  head: { vendor: string; number: string; date: string; due: string },
  lines: readonly { account: string; cents: number }[],
): string =>
  `${head.vendor} ${head.number} of ${head.date}, due ${head.due}: ${lines
    .map(({ account, cents }) => `${account} ${dollars(cents)}`)
    .sort()
    .join(', ')}`;

const saidHere = (one: QuickBooksTransaction, twin: Twin): string =>
  said(
    {
      vendor: twin.inBillcom('vendor', idIn(one.VendorRef)) ?? '',
      number: String(one.RefNumber ?? ''),
      date: originalDate(one) ?? String(one.TxnDate),
      due: String((one.DueDate as Value) ?? ''),
    },
    linesIn(one).map(({ AccountRef, Amount }) => ({
      account: twin.inBillcom('account', idIn(AccountRef)) ?? '',
      cents: centsOf(Amount),
    })),
  );

const saidThere = (two: BillcomDocument): string =>
  said(
    {
      vendor: String(two.vendorId),
      number: String(two.invoiceNumber ?? two.refNumber).slice(0, 20),
      date: String(two.glPostingDate),
      due: String(two.dueDate ?? ''),
    },
    linesOf(two).map(({ chartOfAccountId, amount }) => ({
      account: String(chartOfAccountId),
      cents: centsOf(amount),
    })),
  );

/** A document of a closed period stands on the first open day, its own day before the memo. */
const originalDate = ({ Memo }: QuickBooksTransaction): string | undefined =>
  /^Original date (\d{4}-\d\d-\d\d)/.exec(String((Memo as Value) ?? ''))?.[1];
