/** The lines of invoices, and groups of lines. */
import type { ElementPart, Part } from '../grammar';
import {
  aggregate,
  amount,
  anyMix,
  atMostOne,
  date,
  id,
  many,
  notInUS,
  oneOf,
  percent,
  price,
  quantity,
  required,
  text,
} from '../grammar';
import { ref } from './parts';
import { dataExt, linkToLine, serialOrLotNumber, site } from './transactionParts';

const rate = atMostOne(
  [required(price('Rate'))],
  [required(percent('RatePercent'))],
  [required(ref('PriceLevelRef', 31))],
);

const classToOthers: readonly Part[] = [
  ref('ClassRef', 159),
  amount('Amount'),
  notInUS('TaxAmount'),
  oneOf('OptionForPriceRuleConflict', ['Zero', 'BasePrice']),
  ...site,
  serialOrLotNumber,
  date('ServiceDate'),
  ref('SalesTaxCodeRef', 3),
  notInUS('IsTaxable'),
  ref('OverrideItemAccountRef', 159),
  text('Other1', 29),
  text('Other2', 29),
];

export const invoiceLinesAdd: Part = anyMix(
  [
    required(
      aggregate(
        'InvoiceLineAdd',
        ref('ItemRef'),
        text('Desc', 4095),
        quantity('Quantity'),
        text('UnitOfMeasure', 31),
        rate,
        ...classToOthers,
        linkToLine,
        dataExt,
      ),
    ),
  ],
  [
    required(
      aggregate(
        'InvoiceLineGroupAdd',
        required(ref('ItemGroupRef', 31)),
        notInUS('Desc'),
        quantity('Quantity'),
        text('UnitOfMeasure', 31),
        ...site,
        notInUS('ServiceDate'),
        dataExt,
      ),
    ),
  ],
);

const lineMod: ElementPart = aggregate(
  'InvoiceLineMod',
  required(id('TxnLineID')),
  ref('ItemRef'),
  text('Desc', 4095),
  quantity('Quantity'),
  text('UnitOfMeasure', 31),
  ref('OverrideUOMSetRef', 31),
  rate,
  ...classToOthers,
);

/** A line that is only to be kept is its TxnLineID alone; every line and group not listed is deleted (qbxml.md §7). */
export const invoiceLinesMod: Part = anyMix(
  [required(lineMod)],
  [
    required(
      aggregate(
        'InvoiceLineGroupMod',
        required(id('TxnLineID')),
        ref('ItemGroupRef', 31),
        quantity('Quantity'),
        text('UnitOfMeasure', 31),
        ref('OverrideUOMSetRef', 31),
        many(lineMod),
      ),
    ),
  ],
);
