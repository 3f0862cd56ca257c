import { amountText, cents } from '../../books/money';
import type { TransactionLink, TransactionRecord } from '../../books/transactions';
import { groupOf, textOf, type Fields } from '../../language/fields';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { idIn } from './accounts';
import { preferredAccount } from './dates';
import { openAmount, takenOff, usedOf } from './openAmounts';
import { linesIn } from './purchaseLines';

/** What applying means on one side of the books: what is paid, with what, and how the refusals call it. */
export interface Side {
  readonly document: 'Bill' | 'Invoice';
  readonly credit: 'VendorCredit' | 'CreditMemo';
  readonly name: 'VendorRef' | 'CustomerRef';
  readonly account: 'APAccountRef' | 'ARAccountRef';
  readonly words: { readonly document: string; readonly name: string; readonly account: string };
  /** The account of a discount where the request names none. */
  readonly discountAccount: (context: RequestContext) => string | undefined;
  /** A PaymentAmount of nothing applies nothing, where it is not refused. */
  readonly takesNothing: boolean;
  readonly overpaid: (amount: bigint) => Error;
}

export const PAYABLES: Side = {
  document: 'Bill',
  credit: 'VendorCredit',
  name: 'VendorRef',
  account: 'APAccountRef',
  words: { document: 'a bill', name: 'vendor', account: 'accounts payable' },
  discountAccount: (context) =>
    textOf(preferredAccount('PurchasesAndVendorsPreferences', 'DefaultDiscountAccountRef', context)?.ListID),
  takesNothing: false,
  overpaid: refused.overpaid,
};

export const RECEIVABLES: Side = {
  document: 'Invoice',
  credit: 'CreditMemo',
  name: 'CustomerRef',
  account: 'ARAccountRef',
  words: { document: 'an invoice', name: 'customer', account: 'accounts receivable' },
  discountAccount: () => undefined,
  takesNothing: true,
  overpaid: (amount) => refused.overpaidInvoice(amountText(amount)),
};

/** Whose documents a payment pays, in which account. */
export interface Party {
  readonly side: Side;
  /** ListIDs: one vendor, or a customer and the jobs below. */
  readonly names: ReadonlySet<string>;
  readonly account: string;
}

/** What a payment does: the applications and its two sums, in cents. */
export interface Applied {
  readonly links: readonly TransactionLink[];
  readonly paid: bigint;
  readonly discounts: bigint;
}

/**
 * Reads the AppliedToTxn elements of a payment, references resolved. Documents and credits must be the party's in the
 * same A/P or A/R account, a credit of the very name of the document, and nothing may be paid or used beyond what is
 * open: 3210 (qbxml.md §7). `replaced`: what the payment applied before and will no longer.
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
    const document = find(textOf(each.TxnID) ?? '', party.side.document, party, context);
    if (seen.has(document.id)) throw refused.linkedTwice(document.id);
    seen.add(document.id);
    const own = ownLink(each, document.id, payment, party.side, context);
    const credits = linesIn(each.SetCredit).map((credit) => ({
      ...creditLink(credit, document, party, sums, context),
      by: payment,
    }));
    const all = [...(own ? [own] : []), ...credits];
    const isNothing = party.side.takesNothing && each.PaymentAmount !== undefined;
    if (all.length === 0 && !isNothing) throw refused.missing('PaymentAmount');
    for (const link of all) sums.take(document, takenOff(link), party.side.overpaid);
    links.push(...all);
  }
  return sumsOf(links, payment);
}

/** Applications of a payment and what they come to. */
export function sumsOf(links: readonly TransactionLink[], payment: string): Applied {
  const direct = links.filter((link) => link.from === payment);
  return {
    links,
    paid: direct.reduce((sum, { amount }) => sum + cents(amount), 0n),
    discounts: direct.reduce((sum, { discount }) => sum + cents(discount ?? '0.00'), 0n),
  };
}

/** Reads the SetCredit elements of a document itself: credits that are applied to it without a payment. */
export function readCredits(
  given: readonly Fields[],
  document: Pick<TransactionRecord, 'id' | 'fields'>,
  party: Party,
  context: RequestContext,
): readonly TransactionLink[] {
  const sums = new OpenAmounts([], context);
  return given.map((each) => creditLink(each, document, party, sums, context));
}

/** What is left of documents while one request applies to them. */
class OpenAmounts {
  readonly #left = new Map<string, bigint>();

  constructor(
    private readonly replaced: readonly TransactionLink[],
    private readonly context: RequestContext,
  ) {}

  take(record: TransactionRecord, amount: bigint, refusal: (amount: bigint) => Error): void {
    const left = (this.#left.get(record.id) ?? this.#before(record)) - amount;
    if (left < 0n) throw refusal(amount);
    this.#left.set(record.id, left);
  }

  #before(record: TransactionRecord): bigint {
    return this.replaced
      .filter(({ from, to }) => from === record.id || to === record.id)
      .reduce((sum, link) => sum + usedOf(record.id, link), openAmount(record, this.context));
  }
}

function find(
  id: string,
  kind: string,
  { side, names, account }: Party,
  { books }: RequestContext,
): TransactionRecord {
  const found = books.transactions.find(id);
  if (!found) throw refused.notFound(id);
  const { words } = side;
  if (['JournalEntry', 'Check', 'Deposit'].includes(found.kind))
    throw refused.notSimulated(`applying a ${found.kind} to ${words.document}`);
  if (found.kind === 'ReceivePayment' && kind === 'CreditMemo')
    throw refused.notSimulated('using what is left of a payment as a credit (change the payment itself)');
  if (found.kind !== kind) throw refused.notValid(`The transaction "${id}" is no ${kind}.`);
  if (found.fields.IsPending === 'true')
    throw refused.notValid(`The transaction "${id}" is pending: nothing can be applied to it.`);
  if (!names.has(idIn(found.fields, side.name) ?? ''))
    throw refused.notValid(`The transaction "${id}" belongs to another ${words.name}.`);
  if (idIn(found.fields, side.account) !== account)
    throw refused.notValid(`The transaction "${id}" is in another ${words.account} account.`);
  return found;
}

function ownLink(
  each: Fields,
  to: string,
  from: string,
  { discountAccount }: Side,
  context: RequestContext,
): TransactionLink | undefined {
  const paid = cents(textOf(each.PaymentAmount) ?? '0.00');
  const discount = cents(textOf(each.DiscountAmount) ?? '0.00');
  if (paid < 0n || discount < 0n) throw refused.notValid('Transaction amount must be positive.');
  if (paid === 0n && discount === 0n) return undefined;
  const amount = amountText(paid);
  if (discount === 0n) return { from, to, amount };
  const account = idIn(each, 'DiscountAccountRef') ?? discountAccount(context);
  if (account === undefined)
    throw refused.savingTransaction('payment', 'You must specify an account for the discount.');
  const inClass = textOf(groupOf(each.DiscountClassRef)?.ListID);
  return {
    from,
    to,
    amount,
    discount: amountText(discount),
    discountAccount: account,
    ...(inClass === undefined ? {} : { discountClass: inClass }),
  };
}

function creditLink(
  given: Fields,
  document: Pick<TransactionRecord, 'id' | 'fields'>,
  party: Party,
  sums: OpenAmounts,
  context: RequestContext,
): TransactionLink {
  const { side } = party;
  const name = new Set([idIn(document.fields, side.name) ?? '']);
  const credit = find(textOf(given.CreditTxnID) ?? '', side.credit, { ...party, names: name }, context);
  const amount = cents(textOf(given.AppliedAmount) ?? '0.00');
  if (amount <= 0n) throw refused.notValid('The applied amount of a credit must be positive.');
  sums.take(credit, amount, refused.overused);
  return { from: credit.id, to: document.id, amount: amountText(amount) };
}
