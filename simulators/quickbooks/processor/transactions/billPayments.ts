import { amountText, cents } from '../../books/money';
import type { Posting, TransactionLink, TransactionRecord } from '../../books/transactions';
import type { Draft, Making } from '../../definitions/transactions/transactionDefinition';
import type { Particle } from '../../language/contentModel';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { withoutEmpty } from '../listAdd';
import { laidOver } from '../listMod';
import { resolveReferences } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { checkAccountType, defaultPayables, idIn } from './accounts';
import { PAYABLES, readApplications, sumsOf, type Applied, type Party } from './applications';
import { today } from './dates';
import { linesIn } from './purchaseLines';

/** The two kinds of bill payments differ in where the money comes from. */
export interface BillPaymentKind {
  readonly kind: 'BillPaymentCheck' | 'BillPaymentCreditCard';
  readonly moneyFrom: 'BankAccountRef' | 'CreditCardAccountRef';
  readonly moneyType: 'Bank' | 'CreditCard';
  readonly add: readonly Particle[];
  readonly mod: readonly Particle[];
}

const REQUEST_ONLY = /^AppliedToTxn(Add|Mod)$|^(TxnID|EditSequence|Amount)$/;

/** A new bill payment; one that only applies credits makes no transaction (qbxml.md §7). */
export function makeBillPayment(what: BillPaymentKind, given: Fields, making: Making): Draft {
  const { context, id } = making;
  const resolved = withoutEmpty(resolveReferences(given, what.add, what.kind, undefined, context));
  const vendor = idIn(resolved, 'PayeeEntityRef');
  if (vendor === undefined) throw refused.missing('PayeeEntityRef');
  const header = {
    TxnDate: today(context),
    APAccountRef: defaultPayables(context),
    ...headerOf(resolved),
    ...(what.kind === 'BillPaymentCheck' ? checkFields(vendor, resolved, context) : {}),
  };
  checkAccounts(what, header, context);
  const applied = readApplications(linesIn(resolved.AppliedToTxnAdd), id, partyOf(header), [], context);
  if (applied.paid === 0n && applied.discounts === 0n)
    return { fields: undefined, postings: [], links: applied.links.map(withoutPayment) };
  return draftOf(what, header, applied);
}

/** A changed bill payment. Applications that are given replace all earlier ones (qbxml.md §7). */
export function reviseBillPayment(
  what: BillPaymentKind,
  before: TransactionRecord,
  given: Fields,
  { context, id }: Making,
): Draft {
  if (before.isVoid) throw refused.notValid('A void payment cannot be changed.');
  const resolved = resolveReferences(given, what.mod, what.kind, before.fields, context);
  const laid = laidOver(before.fields, headerOf(resolved), what.mod, context);
  const header = resolved.IsToBePrinted === 'true' ? without(laid, 'RefNumber') : laid;
  const fields = resolved.RefNumber === undefined ? header : { ...header, IsToBePrinted: 'false' };
  checkAccounts(what, fields, context);
  const old = context.books.transactions.linksOf(id).filter((link) => link.from === id || link.by === id);
  const isReplaced = linesIn(resolved.AppliedToTxnMod).length > 0;
  const applied = isReplaced
    ? readApplications(linesIn(resolved.AppliedToTxnMod), id, partyOf(fields), old, context)
    : sumsOf(old, id);
  const asked = textOf(resolved.Amount);
  if (asked && cents(asked) !== applied.paid)
    throw refused.notValid('The amount of the payment must be what is applied to bills.');
  if (applied.paid === 0n && applied.discounts === 0n)
    throw refused.savingTransaction(what.kind, 'The transaction is empty.');
  const draft = draftOf(what, fields, applied);
  return isReplaced ? draft : { fields: draft.fields, postings: draft.postings };
}

function headerOf(given: Fields): Fields {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !REQUEST_ONLY.test(name)));
}

function without(fields: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name));
}

/** The vendor's address, and whether the check is still to be printed. */
function checkFields(vendor: string, given: Fields, { books }: RequestContext): Fields {
  const address = groupOf(books.find('Vendor', vendor)?.fields.VendorAddress);
  return {
    IsToBePrinted: textOf(given.IsToBePrinted) ?? 'false',
    ...(address ? { Address: address } : {}),
  };
}

function checkAccounts(what: BillPaymentKind, fields: Fields, context: RequestContext): void {
  if (idIn(fields, what.moneyFrom) === undefined) throw refused.missing(what.moneyFrom);
  checkAccountType(fields, what.moneyFrom, what.moneyType, what.kind, context);
  checkAccountType(fields, 'APAccountRef', 'AccountsPayable', what.kind, context);
}

function partyOf(fields: Fields): Party {
  const names = new Set([idIn(fields, 'PayeeEntityRef') ?? '']);
  return { side: PAYABLES, names, account: idIn(fields, 'APAccountRef') ?? '' };
}

const withoutPayment = ({ from, to, amount }: TransactionLink): TransactionLink => ({ from, to, amount });

function draftOf({ moneyFrom }: BillPaymentKind, given: Fields, { links, paid, discounts }: Applied): Draft {
  const entity = { list: 'Vendor', id: idIn(given, 'PayeeEntityRef') ?? '' };
  const memo = textOf(given.Memo);
  const noted = memo === undefined ? {} : { memo };
  const postings: Posting[] = [
    { account: idIn(given, moneyFrom) ?? '', entity, amount: amountText(-paid), ...noted },
    { account: idIn(given, 'APAccountRef') ?? '', entity, amount: amountText(paid + discounts), ...noted },
    ...links.flatMap(({ discount, discountAccount, discountClass }): Posting[] =>
      discount === undefined || discountAccount === undefined
        ? []
        : [
            {
              account: discountAccount,
              entity,
              amount: amountText(-cents(discount)),
              ...(discountClass === undefined ? {} : { inClass: discountClass }),
            },
          ],
    ),
  ];
  return { fields: withoutEmpty({ ...given, Amount: amountText(paid) }), postings, links };
}
