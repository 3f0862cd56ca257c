/** The pieces of invoices and credit memos: their lines, groups of lines, and credits that are applied. */
import type { ElementPart, Part } from '../grammar';
import {
  aggregate,
  amount,
  anyMix,
  atMostOne,
  boolean,
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

export const setCredit: ElementPart = many(
  aggregate(
    'SetCredit',
    required(id('CreditTxnID')),
    notInUS('TxnLineID'),
    required(amount('AppliedAmount')),
    boolean('Override'),
  ),
);

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

export const salesLinesAdd = (kind: 'Invoice'): Part =>
  anyMix(
    [
      required(
        aggregate(
          `${kind}LineAdd`,
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
          `${kind}LineGroupAdd`,
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

const lineMod = (kind: 'Invoice'): ElementPart =>
  aggregate(
    `${kind}LineMod`,
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
export const salesLinesMod = (kind: 'Invoice'): Part =>
  anyMix(
    [required(lineMod(kind))],
    [
      required(
        aggregate(
          `${kind}LineGroupMod`,
          required(id('TxnLineID')),
          ref('ItemGroupRef', 31),
          quantity('Quantity'),
          text('UnitOfMeasure', 31),
          ref('OverrideUOMSetRef', 31),
          many(lineMod(kind)),
        ),
      ),
    ],
  );
