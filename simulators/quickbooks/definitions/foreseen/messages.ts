import {
  amount,
  date,
  exactlyOneOf,
  flag,
  float,
  group,
  guid,
  id,
  many,
  oneOf,
  ref,
  required,
  since,
  text,
  type Particle,
} from '../../language/contentModel';
import { refused } from '../../processor/status';
import { plainMessage, type MessageDefinition } from '../messageDefinition';
import { address, includeRetElement, ownerIDs } from '../parts';
import {
  accountRef,
  appliedToTxnAdd,
  classRef,
  customerRef,
  expenseLineAdd,
  expenseLineMod,
  itemLinesAdd,
  itemLinesMod,
  transactionFilters,
} from './transactionParts';

const billHead: readonly Particle[] = [
  since('13.0', group('VendorAddress', address)),
  accountRef('APAccountRef'),
  date('TxnDate'),
  date('DueDate'),
  text('RefNumber', 20),
  ref('TermsRef', ['StandardTerms', 'DateDrivenTerms'], 31),
  since('16.0', classRef),
  text('Memo', 4095),
  float('ExchangeRate'),
];
const vendorRef = ref('VendorRef', ['Vendor'], 41);

/**
 * Messages that the parser already holds to their order, while what they do is not simulated yet: they are
 * answered with 1030 like all others that are missing. Whoever simulates one takes it from here.
 */
export const foreseenMessages: readonly MessageDefinition[] = [
  foreseen('BillAddRq', [
    required(vendorRef),
    ...billHead,
    guid('ExternalGUID'),
    many(id('LinkToTxnID')),
    expenseLineAdd,
    itemLinesAdd,
  ]),
  foreseen('BillModRq', [
    required(id('TxnID')),
    required(text('EditSequence', 16)),
    vendorRef,
    ...billHead,
    flag('ClearExpenseLines'),
    expenseLineMod,
    flag('ClearItemLines'),
    itemLinesMod,
  ]),
  {
    ...notSimulated('BillQueryRq', [
      transactionFilters(oneOf('PaidStatus', ['All', 'PaidOnly', 'NotPaidOnly'])),
      flag('IncludeLineItems'),
      flag('IncludeLinkedTxns'),
      includeRetElement,
      ownerIDs,
    ]),
    takesMetaData: true,
    takesIterator: true,
    writes: false,
  },
  foreseen('BillPaymentCheckAddRq', [
    required(ref('PayeeEntityRef', ['Vendor'], 209)),
    accountRef('APAccountRef'),
    date('TxnDate'),
    required(accountRef('BankAccountRef')),
    exactlyOneOf(required(flag('IsToBePrinted')), required(text('RefNumber', 11))),
    text('Memo', 4095),
    float('ExchangeRate'),
    guid('ExternalGUID'),
    appliedToTxnAdd,
  ]),
  foreseen('ReceivePaymentAddRq', [
    required(customerRef),
    accountRef('ARAccountRef'),
    date('TxnDate'),
    text('RefNumber', 20),
    amount('TotalAmount'),
    float('ExchangeRate'),
    ref('PaymentMethodRef', ['PaymentMethod'], 31),
    text('Memo', 4095),
    accountRef('DepositToAccountRef'),
    guid('ExternalGUID'),
    exactlyOneOf(required(flag('IsAutoApply')), appliedToTxnAdd),
  ]),
  foreseen('TransferAddRq', [
    date('TxnDate'),
    accountRef('TransferFromAccountRef'),
    accountRef('TransferToAccountRef'),
    classRef,
    amount('Amount'),
    text('Memo', 4095),
  ]),
];

function foreseen(name: string, body: readonly Particle[]): MessageDefinition {
  return notSimulated(name, [required(group(name.replace(/Rq$/, ''), body)), includeRetElement]);
}

function notSimulated(name: string, model: readonly Particle[]): MessageDefinition {
  return plainMessage(name, model, 'writes', () => {
    throw refused.notSimulated(name);
  });
}
