import type {
  CanonicalFields,
  EntityDefinition,
  EntitySettings,
  FieldDefinition,
  RawRecord,
  RecordFacts,
} from './definition';
import type { AccountSetting } from './companyAccounts';
import type { Duplicate } from './documentRules';
import { isLines } from './definition';
import { applications, appliedIn, takersIn } from './appliedLinks';
import { date, flag, reference, text } from './fields';
import { minus, readMoney, sumOfMoney } from './money';
import {
  deletedInBillcom,
  documentMatchKeys,
  dueInBillcom,
  isMarkedVoid,
  isVoidInQuickBooks,
  memoWithNumber,
  postingDate,
} from './numbered';
import { linesMissTotal, taxDiffers } from './invoiceTotals';
import { originalDateFact } from './originalDate';
import { needsItem, salesLineIds, salesLinesField } from './salesLines';
import { isBeforeStart } from './startDate';

declare module './definition' {
  interface EntityNames {
    invoice: true;
  }
}

/** The longest number of an invoice in QuickBooks (qbxml.md §10). */
const invoiceNumberMax = 11;

/**
 * Invoices. Either book may make one; once it is in both, it is changed in QuickBooks only (billcom-sync-behaviour.md §2).
 */
export function invoiceDefinition(settings: EntitySettings): EntityDefinition {
  return {
    name: 'invoice',
    words: { one: 'invoice', many: 'invoices' },
    quickbooks: {
      list: 'Invoice',
      nameMax: invoiceNumberMax,
      iterator: true,
      externalGuid: true,
      facts: quickBooksFacts,
      ...(settings.arAccount ? { onCreate: { ARAccountRef: { ListID: settings.arAccount } } } : {}),
    },
    billcom: {
      object: 'Invoice',
      mandatory: [],
      mandatoryElements: ['customerId', 'invoiceNumber', 'invoiceDate', 'dueDate'],
      // QuickBooks has one date; an edit of it changes Bill.com's posting date and leaves the invoice's alone.
      onCreate: (row) => ({ invoiceDate: row.glPostingDate }),
      facts: billcomFacts,
    },
    ...(settings.receivables === 'off' && { isOff: true }),
    flows: { quickbooksToBillcom: true, billcomToQuickbooks: true },
    changedIn: 'quickbooks',
    conflict: 'ask',
    dependsOn: ['customer', 'item', 'class', 'terms'],
    nameSpace: 'none',
    uniqueInBillcom: ['name'],
    document: {
      party: 'customer',
      date: 'date',
      unit: ['customer', 'date', 'dueDate', 'taxItem', 'lines'],
      isSettled: (facts) => facts.isPaid === 'true',
      settledFact: { name: 'isPaid', value: 'true' },
      isBeforeStart: (fields, book) => book === 'quickbooks' && isBeforeStart(settings, fields),
      duplicate: duplicateOf(settings),
      isVoid: isVoidInQuickBooks,
      undoneWithTwin: { billcom: deletedInBillcom },
      undo: { quickbooks: 'If it should be gone from QuickBooks too, an Accountant makes it void there.' },
      memo: 'memo',
      accounts: accountsOfInvoice,
      comesToAnother: taxDiffers,
      looksAt: ['taxItem'],
    },
    fields: {
      name: {
        ...text({
          label: 'number',
          quickbooks: 'RefNumber',
          max: invoiceNumberMax,
          billcom: 'invoiceNumber',
          billcomMax: 100,
        }),
        needed: 'billcom',
      },
      customer: {
        ...reference({
          label: 'customer or job',
          quickbooks: 'CustomerRef',
          billcom: 'customerId',
          to: 'customer',
        }),
        needed: true,
      },
      date: postingDate('invoiceDate'),
      dueDate: {
        ...date({ label: 'due date', quickbooks: 'DueDate', billcom: 'dueDate' }),
        needed: 'billcom',
      },
      terms: termsInWords,
      memo: memoWithNumber('invoiceNumber', invoiceNumberMax),
      toBeEmailed,
      taxItem,
      lines: salesLinesField(settings, 'Invoice'),
    },
    matchKeys: documentMatchKeys(invoiceNumberMax),
    protectedInQuickbooks: protectedInvoice,
    leftAlone: (fields, facts) =>
      facts.pending === undefined
        ? linesMissTotal(fields, facts)
        : 'It is pending in QuickBooks, where it is posted when somebody marks it as final (Edit → Mark Invoice As Final).',
    receivable: ({ fields, facts }) =>
      // A pending sale is posted when somebody makes it final.
      facts.pending !== undefined
        ? undefined
        : {
            amount: facts.total ?? '0.00',
            party: typeof fields.customer === 'string' ? fields.customer : null,
            date: String(fields.date ?? ''),
            applied: applications(facts),
          },
  };
}

/**
 * An older invoice that somebody makes again in Bill.com stays in QuickBooks as it is: the new one tries to go there
 * (billcom-sync-behaviour.md §2). What both books had before they were connected is no such copy, nor is what Tieout has made.
 */
const duplicateOf = (settings: EntitySettings): Duplicate => ({
  cure: 'If they are the same invoice, link them: “tieout links --propose” lists the pair with its number, --accept links the two. If the one in Bill.com should take the place of the other, delete that in QuickBooks; the next sync then makes Bill.com’s there by itself. If they are two invoices, say so with --reject.',
  isAskedAbout: ({ quickbooks, billcom }, connectedAt) =>
    isBeforeStart(settings, quickbooks.fields) &&
    quickbooks.facts.externalGuid === undefined &&
    connectedAt !== undefined &&
    Date.parse(billcom.facts.made ?? '') >= connectedAt.getTime(),
});

/** What no edit from outside may change there; the rest may follow Bill.com when a person says so. */
const protectedInvoice = (facts: RecordFacts, field: string): string | undefined => {
  if (field === 'customer' && facts.applied !== undefined)
    return 'Payments or credits are applied to it in QuickBooks. Take them off there first.';
  return field === 'lines' && facts.lineIds === undefined
    ? 'It has groups, subtotals or percentages in QuickBooks, which an edit from outside would break up. Change it there by hand.'
    : undefined;
};

/** The accounts of the company's settings that one is posted with. */
const accountsOfInvoice = ({ lines }: CanonicalFields): readonly AccountSetting[] =>
  isLines(lines) && lines.some(needsItem) ? ['arAccount', 'catchAllIncome'] : ['arAccount'];

const quickBooksFacts = (raw: RawRecord): RecordFacts => {
  const subtotal = readMoney(raw.Subtotal, 'the subtotal') ?? undefined;
  const tax = readMoney(raw.SalesTaxTotal, 'the sales tax') ?? '0.00';
  const total = subtotal === undefined ? undefined : sumOfMoney([subtotal, tax]);
  const due = readMoney(raw.BalanceRemaining, 'the balance remaining') ?? undefined;
  const { ListID, FullName } = (raw.ARAccountRef ?? {}) as Readonly<Record<string, string | undefined>>;
  return {
    customer: (raw.CustomerRef as RawRecord | undefined)?.FullName as string | undefined,
    total,
    subtotal,
    tax,
    due,
    open: due,
    isPaid: raw.IsPaid as string | undefined,
    made: raw.TimeCreated as string | undefined,
    externalGuid: raw.ExternalGUID as string | undefined,
    applied: appliedIn(raw),
    lineIds: salesLineIds(raw, 'Invoice'),
    takenBy: takersIn(raw),
    arAccount: ListID,
    arAccountName: FullName,
    ...(total === '0.00' && isMarkedVoid(raw.Memo) && { void: 'yes' }),
    ...(raw.IsPending === 'true' && { pending: 'yes' }),
    ...originalDateFact(raw.Memo),
  };
};

const billcomFacts = (raw: RawRecord): RecordFacts => {
  const facts = dueInBillcom(raw, 'amountDue');
  const tax = readMoney(raw.salesTaxTotal, 'the sales tax') ?? '0.00';
  return {
    ...facts,
    tax,
    subtotal: facts.total === undefined ? undefined : sumOfMoney([facts.total, minus(tax)]),
    ...(typeof raw.lastSentTime === 'string' && raw.lastSentTime !== '' && { lastSent: raw.lastSentTime }),
  };
};

/** Bill.com prints an invoice's terms and does not count with them: QuickBooks' are told by name, the due date counts. */
const plainTerms = text({
  label: 'payment terms',
  quickbooks: 'TermsRef',
  max: 31,
  billcom: 'terms',
  billcomMax: 100,
});
const termsInWords: FieldDefinition = {
  ...plainTerms,
  follows: 'quickbooks',
  read: {
    quickbooks: (raw) => ((raw.TermsRef as RawRecord | undefined)?.FullName as string | undefined) ?? null,
    billcom: plainTerms.read.billcom,
  },
  write: { ...plainTerms.write, quickbooks: () => ({}) },
  inBook: { ...plainTerms.inBook, quickbooks: () => null },
};

const plainTaxItem = reference({
  label: 'sales tax item',
  quickbooks: 'ItemSalesTaxRef',
  billcom: 'itemSalesTax',
  to: 'item',
});
/** Bill.com has taxed it, whatever the customer is in QuickBooks: its code there is given to lines that have none, and to the whole. */
const taxItem: FieldDefinition = {
  ...plainTaxItem,
  needs: 'salesTax',
  write: {
    ...plainTaxItem.write,
    quickbooks: (value) => ({
      ...plainTaxItem.write.quickbooks(value),
      ...(value !== null && { CustomerSalesTaxCodeRef: { FullName: 'Tax' } }),
    }),
  },
};

const plainFlag = flag({
  label: 'to be e-mailed',
  quickbooks: 'IsToBeEmailed',
  billcom: 'isToBeEmailed',
  missing: false,
});

/** What QuickBooks marks is offered for e-mailing in Bill.com; what Bill.com sends is no business of QuickBooks' queue. */
const toBeEmailed: FieldDefinition = {
  ...plainFlag,
  follows: 'quickbooks',
  inBook: { quickbooks: () => false, billcom: (value) => value === true },
};
