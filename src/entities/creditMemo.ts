import { applications, appliedIn } from './appliedLinks';
import { bookTitle } from './definition';
import type { EntityDefinition, EntitySettings, FieldDefinition, RawRecord, RecordFacts } from './definition';
import { elementsIn } from './elements';
import { date, readReference, reference, text } from './fields';
import { centsOf, inCents, minus, readMoney } from './money';
import { foldName } from './naturalKeys';
import { isMarkedVoid, isVoidInQuickBooks } from './numbered';

declare module './definition' {
  interface EntityNames {
    creditMemo: true;
  }
}

/** The longest number of a credit memo in QuickBooks (qbxml.md §2). */
const numberMax = 11;

/** Under this name a row of Bill.com has its InvoiceCredits; no element is called so. */
const usage = '@usage';

/**
 * Credit memos are read in both books and posted in neither (billcom.md §7.15). Two that are the same are linked, so that the
 * tie-out holds them against each other; of one that is in one book only nothing is said but there. What each is applied to
 * is a fact of its own book.
 */
export function creditMemoDefinition(settings: EntitySettings): EntityDefinition {
  return {
    name: 'creditMemo',
    words: { one: 'credit memo', many: 'credit memos' },
    quickbooks: {
      list: 'CreditMemo',
      nameMax: numberMax,
      iterator: true,
      externalGuid: true,
      canChange: false,
      facts: (raw) => {
        const total = readMoney(raw.TotalAmount, 'the total') ?? undefined;
        const { ListID, FullName } = (raw.ARAccountRef ?? {}) as Readonly<Record<string, string | undefined>>;
        return {
          customer: (raw.CustomerRef as RawRecord | undefined)?.FullName as string | undefined,
          total,
          due: readMoney(raw.CreditRemaining, 'the rest of the credit') ?? undefined,
          applied: appliedIn(raw),
          made: raw.TimeCreated as string | undefined,
          arAccount: ListID,
          arAccountName: FullName,
          ...(total === '0.00' && isMarkedVoid(raw.Memo) && { void: 'yes' }),
          ...(raw.IsPending === 'true' && { pending: 'yes' }),
        };
      },
    },
    billcom: {
      object: 'CreditMemo',
      mandatory: [],
      canChange: false,
      // An application leaves the memo as it is: its time says nothing.
      readWhole: true,
      isReadHourly: true,
      beside: { object: 'InvoiceCredit', names: 'creditMemoId', as: usage },
      facts: (raw) => ({
        ...creditFacts(raw),
        made: raw.createdTime as string | undefined,
      }),
    },
    ...(settings.receivables === 'off' && { isOff: true }),
    flows: { quickbooksToBillcom: false, billcomToQuickbooks: false },
    cure: 'If both books should have it, enter it by hand in the one that lacks it, for the same customer, with the same number, date and total, and apply it there to the same invoices; Tieout then takes the two as one.',
    conflict: 'ask',
    dependsOn: ['customer', 'invoice'],
    nameSpace: 'none',
    document: {
      party: 'customer',
      date: 'date',
      unit: ['customer', 'date', 'total'],
      appliedByFact: 'invoice',
      isSettled: (facts) => facts.due === '0.00',
      settledFact: { name: 'due', value: '0.00' },
      isVoid: isVoidInQuickBooks,
      // Whose twin is gone is in one book only again, and told as such.
      standsForNothing: () => true,
    },
    fields: {
      name: readOnly(
        text({
          label: 'number',
          quickbooks: 'RefNumber',
          max: numberMax,
          billcom: 'refNumber',
          billcomMax: 100,
        }),
      ),
      customer: readOnly(
        reference({
          label: 'customer or job',
          quickbooks: 'CustomerRef',
          billcom: 'customerId',
          to: 'customer',
        }),
      ),
      date: readOnly(date({ label: 'date', quickbooks: 'TxnDate', billcom: 'creditDate' })),
      total,
    },
    matchKeys: (fields, customer) => {
      const number = foldName(String(fields.name ?? ''), numberMax);
      return {
        certain:
          number === ''
            ? []
            : [`${customer} no ${number} of ${String(fields.date)} over ${String(fields.total)}`],
        likely: [],
      };
    },
    staysSilently: (_fields, book) =>
      `Credit memos are read in both books and written in neither, so it stays in ${bookTitle[book]}. If the other book lacks it, the tie-out of accounts receivable names it.`,
    receivable: ({ fields, facts }) =>
      // A pending one is posted when somebody makes it final.
      facts.pending !== undefined
        ? undefined
        : {
            amount: minus(facts.total ?? '0.00'),
            party: typeof fields.customer === 'string' ? fields.customer : null,
            date: String(fields.date ?? ''),
            applied: applications(facts),
          },
  };
}

/** Tieout writes none: each book keeps its own, and a difference is the tie-out's to tell. */
function readOnly(field: FieldDefinition): FieldDefinition {
  return {
    ...field,
    keptApart: true,
    needed: false,
    write: { quickbooks: () => ({}), billcom: () => ({}) },
  };
}

const total: FieldDefinition = readOnly({
  kind: 'number',
  label: 'total',
  read: {
    quickbooks: (raw) => readMoney(raw.TotalAmount, 'the total'),
    billcom: (raw) => readMoney(raw.amount, 'the amount'),
  },
  write: { quickbooks: () => ({}), billcom: () => ({}) },
  inBook: { quickbooks: (value) => value, billcom: (value) => value },
});

/** The total, what it is applied to, and what of it is left. */
function creditFacts(raw: RawRecord): RecordFacts {
  const whole = readMoney(raw.amount, 'the amount') ?? undefined;
  const used = elementsIn(raw[usage]).flatMap(({ isActive, amount, ...row }) => {
    const invoice = readReference.billcom(row, 'invoiceId');
    const part = readMoney(amount, 'the amount for an invoice');
    // One that was taken back is inactive.
    return isActive === '2' || typeof invoice !== 'string' || part === null ? [] : [{ invoice, part }];
  });
  const cents = used.reduce((left, { part }) => left - centsOf(part), centsOf(whole ?? '0.00'));
  return {
    total: whole,
    due: inCents(cents),
    applied: used.length === 0 ? undefined : used.map(({ invoice, part }) => `${invoice} ${part}`).join(','),
  };
}
