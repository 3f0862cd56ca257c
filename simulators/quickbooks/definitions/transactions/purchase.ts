import { amount, flag, guid, ref, required, type Particle } from '../../language/contentModel';
import { openAmountText } from '../../processor/transactions/openAmounts';
import { linkedTransactions } from '../../processor/transactions/printTransaction';
import { makePurchase, revisePurchase, type PurchaseKind } from '../../processor/transactions/purchases';
import { dataExtRet } from '../parts';
import type { TransactionDefinition } from './transactionDefinition';
import {
  expenseLineAdd,
  expenseLineMod,
  itemLineMod,
  itemLinesMod,
  transactionFilters,
  transactionModHead,
} from './transactionParts';
import {
  currencyOfTransaction,
  expenseLineRet,
  itemLineRet,
  linkedTxns,
  transactionHead,
} from './transactionRets';

const vendorRef = ref('VendorRef', ['Vendor'], 41);

/** What bills and vendor credits differ in. */
export interface Purchase extends Pick<PurchaseKind, 'kind' | 'total'> {
  readonly booksKey: string;
  /** From behind the vendor to before the lines, alike in Add and Mod. */
  readonly header: readonly Particle[];
  /** Between the header and the lines of an Add, behind the ExternalGUID. */
  readonly links?: readonly Particle[];
  readonly itemLinesAdd: Particle;
  /** As `header`, of the Ret. */
  readonly ret: TransactionDefinition['ret'];
  /** What a query can filter by besides. */
  readonly filters?: readonly Particle[];
  readonly derive?: TransactionDefinition['derive'];
}

/** A document of a vendor with expense and item lines (qbxml.md §7). */
export function purchase({ kind, booksKey, total, header, ret, ...rest }: Purchase): TransactionDefinition {
  const { links = [], itemLinesAdd, filters = [], derive } = rest;
  const add: readonly Particle[] = [
    required(vendorRef),
    ...header,
    guid('ExternalGUID'),
    ...links,
    expenseLineAdd,
    itemLinesAdd,
  ];
  const mod: readonly Particle[] = [
    ...transactionModHead,
    vendorRef,
    ...header,
    flag('ClearExpenseLines'),
    expenseLineMod,
    flag('ClearItemLines'),
    itemLinesMod,
  ];
  const what: PurchaseKind = {
    kind,
    total,
    add,
    mod,
    lineMods: { Expense: expenseLineMod, Item: itemLineMod },
  };
  return {
    kind,
    booksKey,
    add,
    mod,
    ret: [
      ...transactionHead,
      vendorRef,
      ...ret,
      guid('ExternalGUID'),
      linkedTxns,
      expenseLineRet,
      itemLineRet,
      amount('OpenAmount'),
      dataExtRet,
    ],
    query: {
      model: [transactionFilters(...filters), flag('IncludeLineItems'), flag('IncludeLinkedTxns')],
      takesOwnerID: true,
    },
    entity: 'VendorRef',
    total,
    lines: ['ExpenseLineRet', 'ItemLineRet'],
    derive: {
      ...currencyOfTransaction(total),
      OpenAmount: openAmountText,
      LinkedTxn: linkedTransactions,
      ...derive,
    },
    canBeVoided: true,
    make: (given, making) => makePurchase(what, given, making),
    revise: (before, given, making) => revisePurchase(what, before, given, making),
  };
}
