import {
  eitherOf,
  exactlyOneOf,
  flag,
  group,
  guid,
  id,
  integer,
  many,
  oneOf,
  ref,
  required,
  sequence,
  since,
  text,
  type ElementRule,
} from '../language/contentModel';
import { readFields, writeFields, type Fields } from '../language/fields';
import type { DataExtDefinition } from '../books/records';
import { branch, child, childTexts, type XmlElement } from '../language/xmlTree';
import { changeDataExt, defineDataExt } from '../processor/dataExt';
import { printedDataExt } from '../processor/printEntry';
import { NOTHING_FOUND } from '../processor/status';
import { plainMessage, type MessageDefinition } from './messageDefinition';
import { DATA_EXT_TYPES, dataExtRet, includeRetElement } from './parts';

const TRANSACTIONS = [
  'ARRefundCreditCard', 'Bill', 'BillPaymentCheck', 'BillPaymentCreditCard', 'BuildAssembly', 'Charge', 'Check',
  'CreditCardCharge', 'CreditCardCredit', 'CreditMemo', 'Deposit', 'Estimate', 'InventoryAdjustment', 'Invoice',
  'ItemReceipt', 'JournalEntry', 'PurchaseOrder', 'ReceivePayment', 'SalesOrder', 'SalesReceipt',
  'SalesTaxPaymentCheck', 'VendorCredit',
] as const; // prettier-ignore
const LIST_OBJECTS = ['Account', 'Customer', 'Employee', 'Item', 'OtherName', 'Vendor'] as const;
const OBJECTS = [...LIST_OBJECTS, ...TRANSACTIONS, 'Company'];

const definition = [
  required(guid('OwnerID')),
  required(text('DataExtName', 31)),
  required(oneOf('DataExtType', DATA_EXT_TYPES)),
  many(oneOf('AssignToObject', OBJECTS)),
  since('12.0', flag('DataExtListRequire')),
  since('12.0', flag('DataExtTxnRequire')),
  since('12.0', text('DataExtFormatString')),
];

const definitionRet: readonly ElementRule[] = [
  guid('OwnerID'),
  integer('DataExtID'),
  text('DataExtName', 31),
  oneOf('DataExtType', DATA_EXT_TYPES),
  many(oneOf('AssignToObject', OBJECTS)),
  flag('DataExtListRequire'),
  flag('DataExtTxnRequire'),
  required(text('DataExtFormatString')),
];

const place = [
  required(guid('OwnerID')),
  required(text('DataExtName', 31)),
  exactlyOneOf(
    sequence(required(oneOf('ListDataExtType', LIST_OBJECTS)), required(ref('ListObjRef', [], 159))),
    sequence(required(oneOf('TxnDataExtType', TRANSACTIONS)), required(id('TxnID')), id('TxnLineID')),
    required(oneOf('OtherDataExtType', ['Company'])),
  ),
];
const value = required(text('DataExtValue'));

/** Private fields (an own GUID as owner) and custom fields (owner 0) (qbxml.md §4). */
export const dataExtMessages: readonly MessageDefinition[] = [
  plainMessage(
    'DataExtDefAddRq',
    [required(group('DataExtDefAdd', definition)), includeRetElement],
    'writes',
    (request, context) => {
      const made = defineDataExt(readFields(bodyOf(request), definition), context);
      return { rets: [definitionAsRet(made)], changes: [{ do: 'defineDataExt', definition: made }] };
    },
  ),
  {
    name: 'DataExtDefQueryRq',
    model: [eitherOf(many(guid('OwnerID')), many(oneOf('AssignToObject', OBJECTS))), includeRetElement],
    takesMetaData: true,
    takesIterator: false,
    writes: false,
    run: (request, { books }) => {
      const owners = childTexts(request, 'OwnerID').map((owner) => owner.toUpperCase());
      const objects = childTexts(request, 'AssignToObject');
      const found = books.dataExtDefinitions.filter(
        (each) =>
          (owners.length === 0 || owners.includes(each.ownerID)) &&
          (objects.length === 0 || objects.some((object) => each.assignedTo.includes(object))),
      );
      return { rets: found.map(definitionAsRet), ...(found.length === 0 ? { status: NOTHING_FOUND } : {}) };
    },
  },
  changeMessage('DataExtAdd', 'add', [...place, value]),
  changeMessage('DataExtMod', 'mod', [...place, value]),
  changeMessage('DataExtDel', 'del', place),
];

function changeMessage(
  body: string,
  action: 'add' | 'mod' | 'del',
  model: MessageDefinition['model'],
): MessageDefinition {
  return plainMessage(`${body}Rq`, [required(group(body, model))], 'writes', (request, context) => {
    const { value: changed, changes } = changeDataExt(readFields(bodyOf(request), model), action, context);
    const printed = branch('DataExtRet', writeFields(printedDataExt(changed), dataExtRet.children ?? []));
    return { rets: action === 'del' ? [] : [printed], changes };
  });
}

function bodyOf(request: XmlElement): XmlElement {
  return child(request, request.name.replace(/Rq$/, '')) as XmlElement;
}

function definitionAsRet(made: DataExtDefinition): XmlElement {
  const fields: Fields = {
    OwnerID: made.ownerID,
    DataExtID: String(made.id),
    DataExtName: made.name,
    DataExtType: made.type,
    AssignToObject: made.assignedTo,
    DataExtListRequire: 'false',
    DataExtTxnRequire: 'false',
  };
  const written = writeFields(fields, definitionRet);
  return branch('DataExtDefRet', [
    ...written,
    { name: 'DataExtFormatString', attributes: {}, children: [], text: '' },
  ]);
}
