import type { EntityDefinition, EntitySettings } from './definition';
import { date, reference } from './fields';
import { approvalFact, isDenied, notApproved } from './approval';
import { linesField } from './lines';
import {
  deletedInBillcom,
  documentMatchKeys,
  dueInBillcom,
  isVoidInQuickBooks,
  memoWithNumber,
  postingDate,
} from './numbered';
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
    bill: true;
  }
}

/**
 * Bills. Made in Bill.com they always go over; those of QuickBooks only with 2-way bill sync (billcom-sync-behaviour.md
 * §2).
 */
export function billDefinition(settings: EntitySettings): EntityDefinition {
  return {
    name: 'bill',
    words: { one: 'bill', many: 'bills' },
    quickbooks: {
      list: 'Bill',
      nameMax: purchaseNumberMax,
      iterator: true,
      externalGuid: true,
      facts: (raw) => ({
        ...purchaseFacts(raw, 'AmountDue'),
        isPaid: raw.IsPaid as string | undefined,
      }),
      ...postedTo(settings),
    },
    billcom: {
      object: 'Bill',
      mandatory: [],
      mandatoryElements: ['vendorId', 'invoiceNumber', 'invoiceDate', 'dueDate'],
      // QuickBooks has one date; an edit of it changes Bill.com's posting date and leaves the invoice's alone.
      onCreate: (row) => ({ invoiceDate: row.glPostingDate }),
      facts: (raw) => ({
        ...dueInBillcom(raw, 'dueAmount'),
        draft: raw.isAutoSaved === true ? 'yes' : undefined,
        ...approvalFact(raw),
      }),
    },
    flows: { quickbooksToBillcom: settings.twoWayBills === 'on', billcomToQuickbooks: true },
    cure: 'Make it in Bill.com, or turn 2-way bill sync on (“tieout company set … twoWayBills=on”).',
    conflict: 'ask',
    dependsOn: ['vendor', 'account', 'item', 'customer', 'class', 'terms'],
    nameSpace: 'none',
    document: {
      party: 'vendor',
      date: 'date',
      unit: ['vendor', 'date', 'dueDate', 'lines'],
      isSettled: (facts) => facts.isPaid === 'true',
      settledFact: { name: 'isPaid', value: 'true' },
      isVoid: isVoidInQuickBooks,
      undoneWithTwin: {
        quickbooks: voidedInQuickBooks,
        // A bill of one mode belongs to Bill.com, of the other to both (billcom-sync-behaviour.md §8.25).
        ...(settings.twoWayBills === 'on' && { billcom: deletedInBillcom }),
      },
      isDenied,
      memo: 'memo',
      accounts: accountsOfPurchase,
    },
    fields: {
      name: purchaseNumber('invoiceNumber'),
      vendor: purchaseVendor,
      date: postingDate('invoiceDate'),
      dueDate: {
        ...date({ label: 'due date', quickbooks: 'DueDate', billcom: 'dueDate' }),
        needed: 'billcom',
      },
      terms: reference({
        label: 'payment terms',
        quickbooks: 'TermsRef',
        billcom: 'paymentTermId',
        to: 'terms',
        withoutTwin: 'leftOut',
      }),
      memo: memoWithNumber('invoiceNumber', purchaseNumberMax),
      lines: linesField(settings, 'BillLineItem'),
    },
    matchKeys: documentMatchKeys(purchaseNumberMax),
    leftAlone: (fields, facts, book) => {
      if (book === 'billcom' && facts.draft !== undefined)
        return 'It is a draft in Bill.com: somebody has not finished entering it.';
      return notApproved(settings, facts, book) ?? totalDiffers('bill', fields, facts);
    },
    payable: (record) => (record.facts.draft === undefined ? payablePurchase(record, 'owed') : undefined),
    protectedInQuickbooks: protectedPurchase,
  };
}
