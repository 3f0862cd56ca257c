import { amountText, cents } from '../../books/money';
import type { TransactionLink, TransactionRecord } from '../../books/transactions';
import { groupOf, textOf, type Fields } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { idIn } from './accounts';
import { preferredAccount } from './dates';
import { openAmount, takenOff } from './openAmounts';
import { linesIn } from './purchaseLines';

/** Whose bills a payment pays. */
export interface Party {
  readonly vendor: string;
  readonly payables: string;
}

/** What a payment does: the applications and its two sums, in cents. */
export interface Applied {
  readonly links: readonly TransactionLink[];
  readonly paid: bigint;
  readonly discounts: bigint;
}

/**
 * Reads the AppliedToTxn elements of a bill payment, references resolved. Bills and credits must be the vendor's in
 * the same A/P account, and nothing may be paid or used beyond what is open: 3210 (qbxml.md §7). `replaced`: what
 * the payment applied before and will no longer.
 */
export function readApplications(
  given: readonly Fields[],
  payment: string,
  party: Party,
  replaced: readonly TransactionLink[],
  context: RequestContext,
): Applied {
  const sums = new OpenAmounts(replaced, context);
  const seen = new Set<string>();
  const links: TransactionLink[] = [];
  for (const each of given) {
    const bill = find(textOf(each.TxnID) ?? '', 'Bill', party, context);
    if (seen.has(bill.id)) throw refused.linkedTwice(bill.id);
    seen.add(bill.id);
    const own = ownLink(each, bill.id, payment, context);
    const credits = linesIn(each.SetCredit).map((credit) =>
      creditLink(credit, bill.id, payment, party, sums, context),
    );
    const all = [...(own ? [own] : []), ...credits];
    if (all.length === 0) throw refused.missing('PaymentAmount');
    for (const link of all) sums.take(bill, takenOff(link), refused.overpaid);
    links.push(...all);
  }
  const direct = links.filter((link) => link.from === payment);
  return {
    links,
    paid: direct.reduce((sum, { amount }) => sum + cents(amount), 0n),
    discounts: direct.reduce((sum, { discount }) => sum + cents(discount ?? '0.00'), 0n),
  };
}

/** What is left of documents while one request applies to them. */
class OpenAmounts {
  readonly #left = new Map<string, bigint>();

  constructor(
    private readonly replaced: readonly TransactionLink[],
    private readonly context: RequestContext,
  ) {}

  take(record: TransactionRecord, amount: bigint, refusal: () => Error): void {
    const left = (this.#left.get(record.id) ?? this.#before(record)) - amount;
    if (left < 0n) throw refusal();
    this.#left.set(record.id, left);
  }

  #before(record: TransactionRecord): bigint {
    return this.replaced
      .filter(({ from, to }) => from === record.id || to === record.id)
      .reduce((sum, link) => sum + takenOff(link), openAmount(record, this.context));
  }
}

function find(
  id: string,
  kind: string,
  { vendor, payables }: Party,
  { books }: RequestContext,
): TransactionRecord {
  const found = books.transactions.find(id);
  if (!found) throw refused.notFound(id);
  if (found.kind === 'JournalEntry' || found.kind === 'Check')
    throw refused.notSimulated(`applying a ${found.kind} to a bill`);
  if (found.kind !== kind) throw refused.notValid(`The transaction "${id}" is no ${kind}.`);
  if (idIn(found.fields, 'VendorRef') !== vendor)
    throw refused.notValid(`The transaction "${id}" belongs to another vendor.`);
  if (idIn(found.fields, 'APAccountRef') !== payables)
    throw refused.notValid(`The transaction "${id}" is in another accounts payable account.`);
  return found;
}

function ownLink(
  each: Fields,
  bill: string,
  payment: string,
  context: RequestContext,
): TransactionLink | undefined {
  const paid = cents(textOf(each.PaymentAmount) ?? '0.00');
  const discount = cents(textOf(each.DiscountAmount) ?? '0.00');
  if (paid < 0n || discount < 0n) throw refused.notValid('Transaction amount must be positive.');
  if (paid === 0n && discount === 0n) return undefined;
  const amount = amountText(paid);
  if (discount === 0n) return { from: payment, to: bill, amount };
  const account =
    idIn(each, 'DiscountAccountRef') ??
    textOf(preferredAccount('PurchasesAndVendorsPreferences', 'DefaultDiscountAccountRef', context)?.ListID);
  if (account === undefined)
    throw refused.savingTransaction('BillPayment', 'You must specify an account for the discount.');
  const inClass = textOf(groupOf(each.DiscountClassRef)?.ListID);
  return {
    from: payment,
    to: bill,
    amount,
    discount: amountText(discount),
    discountAccount: account,
    ...(inClass === undefined ? {} : { discountClass: inClass }),
  };
}

function creditLink(
  given: Fields,
  bill: string,
  payment: string,
  party: Party,
  sums: OpenAmounts,
  context: RequestContext,
): TransactionLink {
  const credit = find(textOf(given.CreditTxnID) ?? '', 'VendorCredit', party, context);
  const amount = cents(textOf(given.AppliedAmount) ?? '0.00');
  if (amount <= 0n) throw refused.notValid('The applied amount of a credit must be positive.');
  sums.take(credit, amount, refused.overused);
  return { from: credit.id, to: bill, amount: amountText(amount), by: payment };
}
