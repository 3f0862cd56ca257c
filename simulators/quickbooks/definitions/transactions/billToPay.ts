import { amount, date, id, oneOf, ref, required, text, type ElementRule } from '../../language/contentModel';
import { readFields, textOf, writeFields, type Fields } from '../../language/fields';
import { branch, type XmlElement } from '../../language/xmlTree';
import type { TransactionRecord } from '../../books/transactions';
import { mapReferences, printedReference, resolveReferences } from '../../processor/references';
import type { RequestContext } from '../../processor/requestContext';
import { NOTHING_FOUND } from '../../processor/status';
import { defaultPayables, idIn } from '../../processor/transactions/accounts';
import { inOrder } from '../../processor/transactions/findTransactions';
import { isPaid, openAmountText } from '../../processor/transactions/openAmounts';
import type { MessageDefinition } from '../messageDefinition';
import { currencyFilter, includeRetElement } from '../parts';
import { accountRef } from './transactionParts';
import { TXN_TYPES } from './transactionRets';

const model = [
  required(ref('PayeeEntityRef', ['Vendor'], 209)),
  accountRef('APAccountRef'),
  date('DueDate'),
  currencyFilter,
  includeRetElement,
];
const head: readonly ElementRule[] = [
  id('TxnID'),
  oneOf('TxnType', TXN_TYPES),
  accountRef('APAccountRef'),
  date('TxnDate'),
  text('RefNumber', 20),
];
const SHAPES = {
  Bill: { name: 'BillToPay', ret: [...head, date('DueDate'), amount('AmountDue')] },
  VendorCredit: { name: 'CreditToApply', ret: [...head, amount('CreditRemaining')] },
} as const;

/** What is open of one vendor in one A/P account: bills to pay, then credits to apply. */
export const billToPayQuery: MessageDefinition = {
  name: 'BillToPayQueryRq',
  model,
  takesMetaData: true,
  takesIterator: false,
  writes: false,
  run: (request, context) => {
    const given = resolveReferences(readFields(request, model), model, 'BillToPay', undefined, context);
    const due = textOf(given.DueDate);
    const rets = (['Bill', 'VendorCredit'] as const).flatMap((kind) =>
      openOf(kind, given, context)
        .filter(({ fields }) => kind !== 'Bill' || !due || (textOf(fields.DueDate) ?? '') <= due)
        .map((record) => printed(kind, record, context)),
    );
    const { metaData = 'NoMetaData' } = request.attributes;
    return {
      rets: metaData === 'MetaDataOnly' ? [] : rets,
      ...(metaData === 'NoMetaData' ? {} : { attributes: { retCount: String(rets.length) } }),
      ...(rets.length === 0 ? { status: NOTHING_FOUND } : {}),
    };
  },
};

function openOf(kind: string, given: Fields, context: RequestContext): TransactionRecord[] {
  const payables = idIn(given, 'APAccountRef') ?? idIn({ account: defaultPayables(context) }, 'account');
  return inOrder(context.books.transactions.ofKind(kind)).filter(
    (record) =>
      idIn(record.fields, 'VendorRef') === idIn(given, 'PayeeEntityRef') &&
      idIn(record.fields, 'APAccountRef') === payables &&
      !isPaid(record, context),
  );
}

function printed(kind: keyof typeof SHAPES, record: TransactionRecord, context: RequestContext): XmlElement {
  const { name, ret } = SHAPES[kind];
  const open = openAmountText(record, context);
  const fields = {
    ...record.fields,
    TxnID: record.id,
    TxnType: kind,
    AmountDue: open,
    CreditRemaining: open,
  };
  const named = mapReferences(fields, ret, (kept, rule) => printedReference(kept, rule, context));
  return branch('BillToPayRet', [branch(name, writeFields(named, ret))]);
}
