/** Invoices. The total is the sum of the lines with the tax of one item: no request names it. */
import type { Message, Part } from '../grammar';
import { aggregate, boolean, date, float, guid, id, many, notInUS, required, text } from '../grammar';
import { address, includeRetElement, ownerID, ref } from './parts';
import { invoiceLinesAdd, invoiceLinesMod } from './invoiceLines';
import { paidStatus, setCredit, transactionSelection } from './transactionParts';

/** From the class to the flag of what is not posted yet, alike in Add and Mod. */
const classToPending: readonly Part[] = [
  ref('ClassRef', 159),
  ref('ARAccountRef', 159),
  ref('TemplateRef', 31),
  date('TxnDate'),
  text('RefNumber', 11),
  address('BillAddress'),
  address('ShipAddress'),
  boolean('IsPending'),
];

const orderToRate: readonly Part[] = [
  text('PONumber', 25),
  ref('TermsRef', 31),
  date('DueDate'),
  ref('SalesRepRef', 5),
  text('FOB', 13),
  date('ShipDate'),
  ref('ShipMethodRef', 15),
  ref('ItemSalesTaxRef', 31),
  text('Memo', 4095),
  ref('CustomerMsgRef', 101),
  boolean('IsToBePrinted'),
  boolean('IsToBeEmailed'),
  notInUS('IsTaxIncluded'),
  ref('CustomerSalesTaxCodeRef', 3),
  text('Other', 29),
  float('ExchangeRate'),
];

export const invoiceMessages: readonly Message[] = [
  {
    name: 'InvoiceQueryRq',
    kind: 'query',
    iterator: true,
    metaData: true,
    body: [
      transactionSelection(paidStatus),
      boolean('IncludeLineItems'),
      boolean('IncludeLinkedTxns'),
      includeRetElement,
      ownerID,
    ],
  },
  {
    name: 'InvoiceAddRq',
    kind: 'add',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'InvoiceAdd',
          required(ref('CustomerRef', 209)),
          ...classToPending,
          boolean('IsFinanceCharge'),
          ...orderToRate,
          guid('ExternalGUID'),
          many(id('LinkToTxnID')),
          setCredit,
          invoiceLinesAdd,
          notInUS('DiscountLineAdd', 'SalesTaxLineAdd', 'ShippingLineAdd'),
        ),
      ),
      includeRetElement,
    ],
  },
  {
    name: 'InvoiceModRq',
    kind: 'mod',
    iterator: false,
    metaData: false,
    body: [
      required(
        aggregate(
          'InvoiceMod',
          required(id('TxnID')),
          required(text('EditSequence', 16)),
          ref('CustomerRef', 209),
          ...classToPending,
          ...orderToRate,
          setCredit,
          invoiceLinesMod,
        ),
      ),
      includeRetElement,
    ],
  },
];
