import type { MonthInvoice, SalesLine } from './monthOfInvoices';
import type { SeedValue } from './rows';

/** How both programs are told of an invoice. */

type Row = Readonly<Record<string, SeedValue>>;

/** What an invoice refers to in Bill.com: by name in a seed, by id where people enter it. */
export type Refer = (entity: 'Customer' | 'Item', name: string) => SeedValue;

/** An invoice as people enter it in Bill.com: lines of a price, of a percentage, or of words at a price of 0. */
export function billcomInvoice(invoice: MonthInvoice, refer: Refer): Row {
  return {
    customerId: refer('Customer', invoice.customer),
    invoiceNumber: invoice.number,
    invoiceDate: invoice.date,
    dueDate: invoice.dueDate,
    ...(invoice.tax === undefined ? {} : { itemSalesTax: refer('Item', invoice.tax) }),
    invoiceLineItems: invoice.lines.map((line) => billcomLine(line, refer)),
  };
}

function billcomLine(line: SalesLine, refer: Refer): Row {
  switch (line.kind) {
    case 'item':
      return {
        itemId: refer('Item', line.item),
        quantity: line.quantity,
        price: line.mills / 1_000,
        description: line.words,
        taxable: line.isTaxed,
      };
    case 'byItem':
      return { itemId: refer('Item', line.item), ratePercent: line.percent ?? 0, description: line.item };
    case 'text':
      return { price: 0, description: line.words };
    case 'group':
      throw new Error('Bill.com has no groups');
  }
}

/** An invoice of simple lines in a seed of QuickBooks. */
export function quickbooksInvoice({ customer, number, date, dueDate, lines }: MonthInvoice): Row {
  return {
    TxnType: 'Invoice',
    CustomerRef: { FullName: customer },
    TxnDate: date,
    RefNumber: number,
    DueDate: dueDate,
    InvoiceLineAdd: lines.flatMap((line) =>
      line.kind === 'item'
        ? [
            {
              ItemRef: { FullName: line.item },
              Desc: line.words,
              Quantity: line.quantity,
              Rate: line.mills / 1_000,
            },
          ]
        : [],
    ),
  };
}

/** The request that the window for invoices makes: lines and groups stand in the order of the invoice. */
export function invoiceAdd(invoice: MonthInvoice): string {
  const head = [
    named('CustomerRef', invoice.customer),
    element('TxnDate', invoice.date),
    element('RefNumber', invoice.number),
    element('DueDate', invoice.dueDate),
    invoice.tax === undefined ? '' : named('ItemSalesTaxRef', invoice.tax),
    element('IsToBeEmailed', String(invoice.isToBeEmailed)),
  ];
  const lines = invoice.lines.map((line) => lineAdd(line, invoice.tax !== undefined));
  return `<InvoiceAddRq><InvoiceAdd>${[...head, ...lines].join('')}</InvoiceAdd></InvoiceAddRq>`;
}

function lineAdd(line: SalesLine, isTaxed: boolean): string {
  switch (line.kind) {
    case 'item':
      return element(
        'InvoiceLineAdd',
        named('ItemRef', line.item) +
          element('Desc', escaped(line.words)) +
          element('Quantity', String(line.quantity)) +
          element('Rate', String(line.mills / 1_000)) +
          named('SalesTaxCodeRef', isTaxed && line.isTaxed ? 'Tax' : 'Non'),
      );
    case 'byItem':
      return element(
        'InvoiceLineAdd',
        named('ItemRef', line.item) +
          (line.percent === undefined ? '' : element('RatePercent', String(line.percent))),
      );
    case 'group':
      return element(
        'InvoiceLineGroupAdd',
        named('ItemGroupRef', line.item) + element('Quantity', String(line.quantity)),
      );
    case 'text':
      return element('InvoiceLineAdd', element('Desc', escaped(line.words)));
  }
}

const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const named = (name: string, fullName: string): string =>
  element(name, element('FullName', escaped(fullName)));
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
