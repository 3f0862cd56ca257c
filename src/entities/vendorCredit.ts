import type { EntityDefinition, EntitySettings } from './definition';
import { approvalFact, isDenied, notApproved } from './approval';
import { linesField } from './lines';
import { readMoney } from './money';
import { documentMatchKeys, isVoidInQuickBooks, memoWithNumber, postingDate } from './numbered';
import {
  accountsOfPurchase,
  payablePurchase,
  postedTo,
  protectedPurchase,
  purchaseFacts,
  purchaseNumber,
  purchaseNumberMax,
  purchaseVendor,
  totalDiffers,
  voidedInQuickBooks,
} from './purchase';

declare module './definition' {
  interface EntityNames {
    vendorCredit: true;
  }
}

/**
 * Credits of vendors. They belong to Bill.com, with 2-way bill sync too (billcom-sync-behaviour.md §2); what bills they
 * are applied to is an entity of its own.
 */
export function vendorCreditDefinition(settings: EntitySettings): EntityDefinition {
  return {
    name: 'vendorCredit',
    words: { one: 'vendor credit', many: 'vendor credits' },
    quickbooks: {
      list: 'VendorCredit',
      nameMax: purchaseNumberMax,
      iterator: true,
      externalGuid: true,
      facts: (raw) => purchaseFacts(raw, 'CreditAmount'),
      ...postedTo(settings),
    },
    billcom: {
      object: 'VendorCredit',
      mandatory: [],
      mandatoryElements: ['vendorId', 'refNumber', 'creditDate'],
      onCreate: (row) => ({ creditDate: row.glPostingDate }),
      facts: (raw) => {
        const total = readMoney(raw.amount, 'the amount') ?? undefined;
        // "0" is applied in full (billcom.md §7.7).
        return {
          total,
          made: raw.createdTime as string | undefined,
          ...approvalFact(raw),
          ...(raw.creditStatus === '0' && { open: '0.00' }),
        };
      },
    },
    flows: { quickbooksToBillcom: false, billcomToQuickbooks: true },
    cure: 'Make it in Bill.com if bills are to be paid with it there; Tieout then offers the two as one. Else it stays in QuickBooks.',
    conflict: 'ask',
    dependsOn: ['vendor', 'account', 'item', 'customer', 'class'],
    nameSpace: 'none',
    document: {
      party: 'vendor',
      date: 'date',
      unit: ['vendor', 'date', 'lines'],
      isSettled: (facts) => facts.open === '0.00',
      settledFact: { name: 'open', value: '0.00' },
      isVoid: isVoidInQuickBooks,
      undoneWithTwin: { quickbooks: voidedInQuickBooks },
      isDenied,
      memo: 'memo',
      accounts: accountsOfPurchase,
    },
    fields: {
      name: purchaseNumber('refNumber'),
      vendor: purchaseVendor,
      date: postingDate('creditDate'),
      memo: memoWithNumber('refNumber', purchaseNumberMax),
      lines: linesField(settings, 'VendorCreditLineItem'),
    },
    matchKeys: documentMatchKeys(purchaseNumberMax),
    leftAlone: (fields, facts, book) =>
      notApproved(settings, facts, book) ?? totalDiffers('credit', fields, facts),
    payable: (record) => payablePurchase(record, 'credited'),
    protectedInQuickbooks: protectedPurchase,
  };
}
