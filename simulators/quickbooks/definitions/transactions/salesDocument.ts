import {
  date,
  flag,
  float,
  group,
  guid,
  id,
  many,
  orderedMixtureOf,
  percent,
  amount,
  ref,
  required,
  text,
  type ElementRule,
  type Particle,
} from '../../language/contentModel';
import { addressBlock } from '../../processor/derivations';
import { openAmountText } from '../../processor/transactions/openAmounts';
import { linkedTransactions } from '../../processor/transactions/printTransaction';
import {
  makeSalesDocument,
  reviseSalesDocument,
  type SalesKind,
} from '../../processor/transactions/salesDocuments';
import { address, addressLines, dataExtRet } from '../parts';
import {
  customerTaxCodeRef,
  itemSalesTaxRef,
  salesGroupMod,
  salesLineMod,
  salesLinesAdd,
  salesLinesRet,
  termsRef,
  type SalesKindName,
} from './salesParts';
import type { TransactionDefinition } from './transactionDefinition';
import {
  accountRef,
  classRef,
  customerRef,
  transactionFilters,
  transactionModHead,
} from './transactionParts';
import { currencyOfTransaction, currencyRet, linkedTxns, transactionHead } from './transactionRets';

/** What invoices and credit memos differ in. */
export interface SalesDocument {
  readonly kind: SalesKindName;
  readonly booksKey: string;
  /** The field of the answer with what is left of it. */
  readonly open: 'BalanceRemaining' | 'CreditRemaining';
  /** Between IsPending and the number of the purchase order, in Add and Ret. */
  readonly afterPending?: readonly ElementRule[];
  /** Between an Add's ExternalGUID and its lines. */
  readonly links?: readonly Particle[];
  /** Between a Mod's header and its lines. */
  readonly linksOfMod?: readonly Particle[];
  /** Between the sales tax and what is left, in the Ret. */
  readonly sums: readonly ElementRule[];
  /** Behind the memo, in the Ret. */
  readonly afterMemo?: readonly ElementRule[];
  /** Whether an Add without lines is refused by the parser. */
  readonly needsLines: boolean;
  readonly filters?: readonly Particle[];
  readonly derive?: TransactionDefinition['derive'];
}

const addresses = [group('BillAddress', address), group('ShipAddress', address)];
const addressesRet = ['BillAddress', 'ShipAddress'].flatMap((name) => [
  group(name, address),
  group(`${name}Block`, addressLines),
]);
const templateRef = ref('TemplateRef', ['Template'], 31);
const untilPending = (addressRules: readonly ElementRule[]): readonly ElementRule[] => [
  classRef,
  accountRef('ARAccountRef'),
  templateRef,
  date('TxnDate'),
  text('RefNumber', 11),
  ...addressRules,
  flag('IsPending'),
];
const shipping: readonly ElementRule[] = [
  text('PONumber', 25),
  termsRef,
  date('DueDate'),
  ref('SalesRepRef', ['SalesRep'], 5),
  text('FOB', 13),
  date('ShipDate'),
  ref('ShipMethodRef', ['ShipMethod'], 15),
];
const memo = text('Memo', 4095);
const sending: readonly ElementRule[] = [
  ref('CustomerMsgRef', ['CustomerMsg'], 101),
  flag('IsToBePrinted'),
  flag('IsToBeEmailed'),
  customerTaxCodeRef,
  text('Other', 29),
];

/** A document of a customer or job with lines, sales tax and what is left of it (qbxml.md §7, Invoice). */
export function salesDocument(given: SalesDocument): TransactionDefinition {
  const { kind, booksKey, open, filters = [], derive } = given;
  const what = kindOf(given);
  return {
    kind,
    booksKey,
    add: what.add,
    mod: what.mod,
    ret: retOf(given),
    query: {
      model: [transactionFilters(...filters), flag('IncludeLineItems'), flag('IncludeLinkedTxns')],
      takesOwnerID: true,
    },
    entity: 'CustomerRef',
    lines: [`${kind}LineRet`, `${kind}LineGroupRet`],
    derive: {
      ...currencyOfTransaction(open),
      [`${open}InHomeCurrency`]: (record, context) =>
        currencyOfTransaction(open).CurrencyRef?.(record, context) && openAmountText(record, context),
      BillAddressBlock: ({ fields }) => addressBlock(fields.BillAddress),
      ShipAddressBlock: ({ fields }) => addressBlock(fields.ShipAddress),
      [open]: openAmountText,
      LinkedTxn: linkedTransactions,
      ...derive,
    },
    canBeVoided: true,
    make: (fields, making) => makeSalesDocument(what, fields, making),
    revise: (before, fields, making) => reviseSalesDocument(what, before, fields, making),
  };
}

function kindOf({
  kind,
  afterPending = [],
  links = [],
  linksOfMod = [],
  needsLines,
}: SalesDocument): SalesKind {
  const lineMod = salesLineMod(kind);
  const lines = salesLinesAdd(kind);
  return {
    kind,
    add: [
      required(customerRef),
      ...untilPending(addresses),
      ...afterPending,
      ...shipping,
      itemSalesTaxRef,
      memo,
      ...sending,
      float('ExchangeRate'),
      guid('ExternalGUID'),
      ...links,
      { ...lines, min: needsLines ? 1 : 0 },
    ],
    mod: [
      ...transactionModHead,
      customerRef,
      ...untilPending(addresses),
      ...shipping,
      itemSalesTaxRef,
      memo,
      ...sending,
      float('ExchangeRate'),
      ...linksOfMod,
      orderedMixtureOf(lineMod, salesGroupMod(kind)),
    ],
    lineMod: lineMod.children ?? [],
  };
}

function retOf(given: SalesDocument): readonly Particle[] {
  const { kind, open, afterPending = [], sums, afterMemo = [] } = given;
  return [
    ...transactionHead,
    customerRef,
    ...untilPending(addressesRet),
    ...afterPending,
    ...shipping,
    amount('Subtotal'),
    itemSalesTaxRef,
    percent('SalesTaxPercentage'),
    amount('SalesTaxTotal'),
    ...sums,
    amount(open),
    ...currencyRet(open),
    memo,
    ...afterMemo,
    ...sending,
    guid('ExternalGUID'),
    linkedTxns,
    salesLinesRet(kind),
    dataExtRet,
  ];
}

/** Links to other documents that an Add can name. */
export const linkToTxnIDs = many(id('LinkToTxnID'));
