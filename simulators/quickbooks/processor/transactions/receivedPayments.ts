import { amountText, cents } from '../../books/money';
import type { Posting, TransactionLink, TransactionRecord } from '../../books/transactions';
import type { Draft, Making } from '../../definitions/transactions/transactionDefinition';
import type { Particle } from '../../language/contentModel';
import { textOf, type Fields } from '../../language/fields';
import { withoutEmpty } from '../listAdd';
import { laidOver } from '../listMod';
import { resolveReferences } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { accountType, checkAccountType, defaultReceivables, idIn } from './accounts';
import { readApplications, RECEIVABLES, sumsOf, type Applied, type Party } from './applications';
import { autoApplied } from './autoApply';
import { today } from './dates';
import { depositedPayments } from './depositedPayments';
import { takenOff } from './openAmounts';
import { linesIn } from './purchaseLines';
import { systemAccount } from './systemAccounts';

const KIND = 'ReceivePayment';
const REQUEST_ONLY = /^AppliedToTxn(Add|Mod)$|^(TxnID|EditSequence|IsAutoApply)$/;
/** What a payment keeps once it lies in a deposit. */
const FIXED_BY_DEPOSIT = ['TotalAmount', 'DepositToAccountRef', 'CustomerRef', 'ARAccountRef'];
const DEPOSIT_TYPES = ['Bank', 'OtherCurrentAsset'];

/** A new payment of a customer or job; one that only applies credits makes no transaction. */
export function makeReceivedPayment(model: readonly Particle[], given: Fields, making: Making): Draft {
  const { context, id } = making;
  const resolved = withoutEmpty(resolveReferences(given, model, KIND, undefined, context));
  if (idIn(resolved, 'CustomerRef') === undefined) throw refused.missing('CustomerRef');
  const total = textOf(resolved.TotalAmount);
  if (total === undefined) throw refused.missing('TotalAmount');
  const funds =
    resolved.DepositToAccountRef === undefined ? systemAccount('UndepositedFunds', context) : undefined;
  const header = {
    TxnDate: today(context),
    ARAccountRef: defaultReceivables(context),
    ...(funds ? { DepositToAccountRef: { ListID: funds.id } } : {}),
    ...headerOf(resolved),
  };
  checkAccounts(header, funds?.id, context);
  const party = partyOf(header, context);
  const applied = isTrue(resolved.IsAutoApply)
    ? autoApplied(total, id, party, context)
    : readApplications(linesIn(resolved.AppliedToTxnAdd), id, party, [], context);
  const isNothing = cents(total) === 0n && applied.paid === 0n && applied.discounts === 0n;
  if (isNothing && applied.links.length > 0)
    return { fields: undefined, postings: [], links: applied.links.map(withoutPayment) };
  const draft = draftOf(id, { ...header, TxnLineID: making.ids.next() }, applied, context);
  return { ...draft, also: funds?.changes ?? [] };
}

/** A changed payment. Applications that are given replace all earlier ones (qbxml.md §7). */
export function reviseReceivedPayment(
  model: readonly Particle[],
  before: TransactionRecord,
  given: Fields,
  { context, id }: Making,
): Draft {
  if (before.isVoid) throw refused.notValid('A void payment cannot be changed.');
  const resolved = resolveReferences(given, model, KIND, before.fields, context);
  const laid = laidOver(before.fields, headerOf(resolved), model, context);
  for (const name of ['CustomerRef', 'ARAccountRef', 'DepositToAccountRef', 'TxnDate', 'TotalAmount']) {
    if (laid[name] === undefined) throw refused.missing(name);
  }
  if (
    FIXED_BY_DEPOSIT.some((name) => isChanged(before.fields, laid, name)) &&
    depositedPayments(context).has(id)
  )
    throw refused.deposited(KIND);
  checkAccounts(laid, idIn(before.fields, 'DepositToAccountRef'), context);
  const old = context.books.transactions.linksOf(id).filter((link) => link.from === id || link.by === id);
  const isReplaced = linesIn(resolved.AppliedToTxnMod).length > 0;
  const isElsewhere = ['CustomerRef', 'ARAccountRef'].find((name) => isChanged(before.fields, laid, name));
  if (!isReplaced && old.length > 0 && isElsewhere !== undefined) throw refused.partyOfPaid(isElsewhere);
  const applied = isReplaced
    ? readApplications(linesIn(resolved.AppliedToTxnMod), id, partyOf(laid, context), old, context)
    : sumsOf(old, id);
  const draft = draftOf(id, laid, applied, context);
  return isReplaced ? draft : { fields: draft.fields, postings: draft.postings };
}

/**
 * The money against receivables: each invoice's part of it under the customer or job of the invoice, the unused rest
 * under the name on the payment; discounts to their accounts.
 */
export function receivedPaymentPostings(
  { id, fields }: Pick<TransactionRecord, 'id' | 'fields'>,
  links: readonly TransactionLink[],
  { books }: RequestContext,
): Posting[] {
  const receivables = idIn(fields, 'ARAccountRef') ?? '';
  const own = idIn(fields, 'CustomerRef') ?? '';
  const money = cents(textOf(fields.TotalAmount) ?? '0.00');
  const direct = links.filter((link) => link.from === id);
  const parts = new Map<string, bigint>();
  const count = (name: string, amount: bigint) => parts.set(name, (parts.get(name) ?? 0n) + amount);
  for (const link of direct) {
    const name = idIn(books.transactions.find(link.to)?.fields ?? {}, 'CustomerRef') ?? own;
    count(name, takenOff(link));
  }
  const rest = direct.reduce((left, { amount }) => left - cents(amount), money);
  if (rest !== 0n || parts.size === 0) count(own, rest);
  const memo = textOf(fields.Memo);
  const noted = memo === undefined ? {} : { memo };
  const entity = { list: 'Customer', id: own };
  return [
    { account: idIn(fields, 'DepositToAccountRef') ?? '', entity, amount: amountText(money), ...noted },
    ...[...parts].map(([name, amount]): Posting => ({
      account: receivables,
      entity: { list: 'Customer', id: name },
      amount: amountText(-amount),
      ...noted,
    })),
    ...direct.flatMap(({ discount, discountAccount, discountClass }): Posting[] =>
      discount === undefined || discountAccount === undefined
        ? []
        : [
            {
              account: discountAccount,
              entity,
              amount: discount,
              ...(discountClass === undefined ? {} : { inClass: discountClass }),
            },
          ],
    ),
  ];
}

function headerOf(given: Fields): Fields {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !REQUEST_ONLY.test(name)));
}

const isTrue = (value: Fields[string] | undefined): boolean => value === 'true';
const withoutPayment = ({ from, to, amount }: TransactionLink): TransactionLink => ({ from, to, amount });

function isChanged(before: Fields, after: Fields, name: string): boolean {
  if (name === 'TotalAmount')
    return cents(textOf(before[name]) ?? '0.00') !== cents(textOf(after[name]) ?? '0.00');
  return idIn(before, name) !== idIn(after, name);
}

/** `known`: an account that needs no look, because QuickBooks makes it with this very payment. */
function checkAccounts(fields: Fields, known: string | undefined, context: RequestContext): void {
  checkAccountType(fields, 'ARAccountRef', 'AccountsReceivable', KIND, context);
  const to = idIn(fields, 'DepositToAccountRef') ?? '';
  if (to !== known && !DEPOSIT_TYPES.includes(accountType(to, context)))
    throw refused.wrongAccountType('DepositToAccount', to, KIND, 'Bank');
}

/** Whose invoices are paid: the customer's and those of all jobs below. */
function partyOf(fields: Fields, { books }: RequestContext): Party {
  const names = new Set<string>();
  const take = (id: string): void => {
    names.add(id);
    const customer = books.find('Customer', id);
    for (const job of customer ? books.childrenOf(customer) : []) take(job.id);
  };
  take(idIn(fields, 'CustomerRef') ?? '');
  return { side: RECEIVABLES, names, account: idIn(fields, 'ARAccountRef') ?? '' };
}

function draftOf(id: string, given: Fields, applied: Applied, context: RequestContext): Draft {
  const money = cents(textOf(given.TotalAmount) ?? '0.00');
  if (money < 0n) throw refused.savingTransaction(KIND, 'Transaction amount must be positive.');
  if (applied.paid > money)
    throw refused.notValid('The payments that are applied cannot be more than the amount of the payment.');
  if (money === 0n && applied.discounts === 0n)
    throw refused.savingTransaction(KIND, 'The transaction is empty.');
  const fields = withoutEmpty({ ...given, TotalAmount: amountText(money) });
  const { links } = applied;
  return { fields, postings: receivedPaymentPostings({ id, fields }, links, context), links };
}
