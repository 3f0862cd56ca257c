import { amountText, cents } from '../../books/money';
import type { Posting, TransactionRecord } from '../../books/transactions';
import type { Draft, Making } from '../../definitions/transactions/transactionDefinition';
import type { Particle } from '../../language/contentModel';
import { groupOf, textOf, type Fields } from '../../language/fields';
import { balance } from '../balances';
import { withoutEmpty } from '../listAdd';
import { laidOver } from '../listMod';
import { resolveReferences } from '../references';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';
import { accountType, checkAccountType, idIn } from './accounts';
import { today } from './dates';
import { linePostings, newLines, purchaseLines, totalOf } from './purchaseLines';

/** Between which accounts money can be transferred: those of the balance sheet but payables and receivables. */
const TRANSFERABLE = [
  'Bank', 'CreditCard', 'OtherCurrentAsset', 'FixedAsset', 'OtherAsset', 'OtherCurrentLiability',
  'LongTermLiability', 'Equity',
]; // prettier-ignore
const ENDS = ['TransferFromAccountRef', 'TransferToAccountRef'] as const;

/** A new transfer of money between two accounts. */
export function makeTransfer(model: readonly Particle[], given: Fields, { context }: Making): Draft {
  const resolved = resolveReferences(given, model, 'Transfer', undefined, context);
  return transferDraft({ TxnDate: today(context), ...withoutEmpty(resolved) }, context);
}

/** A changed transfer. */
export function reviseTransfer(
  model: readonly Particle[],
  before: TransactionRecord,
  given: Fields,
  { context }: Making,
): Draft {
  const { TxnID: _id, EditSequence: _sequence, ...asked } = given;
  const resolved = resolveReferences(asked, model, 'Transfer', before.fields, context);
  return transferDraft(laidOver(before.fields, resolved, model, context), context);
}

/** The balance that the account at one end has now. */
export function balanceAt(end: (typeof ENDS)[number]) {
  return ({ fields }: TransactionRecord, context: RequestContext): string | undefined => {
    const account = context.books.find('Account', idIn(fields, end) ?? '');
    return account && balance(account, context);
  };
}

function transferDraft(fields: Fields, context: RequestContext): Draft {
  for (const end of ENDS) {
    const account = idIn(fields, end);
    if (account === undefined) throw refused.missing(end);
    if (!TRANSFERABLE.includes(accountType(account, context)))
      throw refused.wrongAccountType(end.replace(/Ref$/, ''), account, 'Transfer', 'the balance sheet');
  }
  const [from = '', to = ''] = ENDS.map((end) => idIn(fields, end));
  if (from === to) throw refused.notValid('Money cannot be transferred to the account that it comes from.');
  const amount = cents(textOf(fields.Amount) ?? '0.00');
  if (amount <= 0n) throw refused.savingTransaction('Transfer', 'Transaction amount must be positive.');
  const inClass = idIn(fields, 'ClassRef');
  const memo = textOf(fields.Memo);
  const noted = {
    ...(inClass === undefined ? {} : { inClass }),
    ...(memo === undefined ? {} : { memo }),
  };
  return {
    fields,
    postings: [
      { account: from, amount: amountText(-amount), ...noted },
      { account: to, amount: amountText(amount), ...noted },
    ],
  };
}

/** A new check: money from a bank account, to anybody, for expenses, items or what is owed to a vendor. */
export function makeCheck(model: readonly Particle[], given: Fields, making: Making): Draft {
  const { context } = making;
  if (Array.isArray(given.ApplyCheckToTxnAdd)) throw refused.notSimulated('ApplyCheckToTxnAdd');
  const resolved = resolveReferences(given, model, 'Check', undefined, context);
  const { ExpenseLineAdd: _expenses, ItemLineAdd: _items, ...header } = withoutEmpty(resolved);
  const payee = idIn(header, 'PayeeEntityRef');
  const list = payee === undefined ? undefined : listOf(payee, context);
  const vendor = groupOf(context.books.find('Vendor', payee ?? '')?.fields.VendorAddress);
  const fields = {
    TxnDate: today(context),
    IsToBePrinted: 'false',
    ...(vendor ? { Address: vendor } : {}),
    ...header,
    ...newLines(resolved, 'Check', making),
  };
  checkAccountType(fields, 'AccountRef', 'Bank', 'Check', context);
  if (purchaseLines(fields).length === 0)
    throw refused.savingTransaction('Check', 'The transaction is empty.');
  const total = totalOf(fields);
  if (total < 0n) throw refused.savingTransaction('Check', 'Transaction amount must be positive.');
  const summary: Posting = {
    account: idIn(fields, 'AccountRef') ?? '',
    amount: amountText(-total),
    ...(payee === undefined || list === undefined ? {} : { entity: { list, id: payee } }),
  };
  return {
    fields: withoutEmpty({ ...fields, Amount: amountText(total) }),
    postings: [summary, ...linePostings(fields, 1n, context)],
  };
}

/** The name list that an entry stands in. */
export function listOf(id: string, { books }: RequestContext): string | undefined {
  return ['Vendor', 'Customer', 'Employee', 'OtherName'].find((list) => books.find(list, id));
}
