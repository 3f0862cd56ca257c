import { amount, date, float, id, oneOf, ref, text, type ElementRule } from '../../language/contentModel';
import type { TransactionRecord } from '../../books/transactions';
import { writeFields, type FieldValue, type Fields } from '../../language/fields';
import { branch, childTexts } from '../../language/xmlTree';
import { mapReferences, printedReference } from '../../processor/references';
import type { RequestContext } from '../../processor/requestContext';
import { NOTHING_FOUND } from '../../processor/status';
import { paymentsToDeposit } from '../../processor/transactions/depositedPayments';
import type { MessageDefinition } from '../messageDefinition';
import { includeRetElement } from '../parts';
import { customerRef } from './transactionParts';
import { currencyOfTransaction, TXN_TYPES } from './transactionRets';

const ret: readonly ElementRule[] = [
  id('TxnID'),
  id('TxnLineID'),
  oneOf('TxnType', TXN_TYPES),
  customerRef,
  date('TxnDate'),
  text('RefNumber', 20),
  amount('Amount'),
  ref('CurrencyRef', ['Currency'], 64),
  float('ExchangeRate'),
  amount('AmountInHomeCurrency'),
];

/** What lies in Undeposited Funds, to be put into a deposit by its TxnID. */
export const paymentsToDepositQuery: MessageDefinition = {
  name: 'ReceivePaymentToDepositQueryRq',
  model: [includeRetElement],
  takesMetaData: true,
  takesIterator: false,
  writes: false,
  run: (request, context) => {
    const wanted = childTexts(request, 'IncludeRetElement');
    const found = paymentsToDeposit(context).map((record) => {
      const named = mapReferences(fieldsOf(record, context), ret, (kept, rule) =>
        printedReference(kept, rule, context),
      );
      const all = writeFields(named, ret);
      return branch(
        'ReceivePaymentToDepositRet',
        wanted.length > 0 ? all.filter(({ name }) => wanted.includes(name)) : all,
      );
    });
    const { metaData = 'NoMetaData' } = request.attributes;
    return {
      rets: metaData === 'MetaDataOnly' ? [] : found,
      ...(metaData === 'NoMetaData' ? {} : { attributes: { retCount: String(found.length) } }),
      ...(found.length === 0 ? { status: NOTHING_FOUND } : {}),
    };
  },
};

function fieldsOf(record: TransactionRecord, context: RequestContext): Fields {
  const { CustomerRef = '', TxnDate = '', RefNumber = '', TotalAmount = '', TxnLineID = '' } = record.fields;
  const own = { CustomerRef, TxnDate, RefNumber, TxnLineID, Amount: TotalAmount };
  const currency: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(currencyOfTransaction('Amount')))
    currency[name] = value({ ...record, fields: own }, context) ?? '';
  return { ...own, ...currency, TxnID: record.id, TxnType: record.kind };
}
