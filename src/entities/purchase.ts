import type { AccountSetting } from './companyAccounts';
import type {
  CanonicalFields,
  EntityDefinition,
  EntitySettings,
  FieldDefinition,
  RawRecord,
  RecordFacts,
} from './definition';
import type { Payable, PayableRecord } from './documentRules';
import { applications, appliedIn } from './appliedLinks';
import { isLines } from './definition';
import { reference, text } from './fields';
import { isExpense, lineFacts } from './lines';
import { minus } from './money';
import { isMarkedVoid, totalOf } from './numbered';
import { originalDateFact } from './originalDate';

/** What bills and vendor credits share beside what is in numbered.ts: a vendor, an A/P account. */

/** The longest number of a bill or vendor credit in QuickBooks (qbxml.md §2). */
export const purchaseNumberMax = 20;

/** The number, a hint and no proof; Bill.com calls it `invoiceNumber` or `refNumber` and insists on one. */
export const purchaseNumber = (billcom: string): FieldDefinition => ({
  ...text({ label: 'number', quickbooks: 'RefNumber', max: purchaseNumberMax, billcom, billcomMax: 100 }),
  needed: 'billcom',
});

export const purchaseVendor: FieldDefinition = {
  ...reference({ label: 'vendor', quickbooks: 'VendorRef', billcom: 'vendorId', to: 'vendor' }),
  needed: true,
};

/**
 * What both say of themselves in QuickBooks beside their fields.
 * @param total the element with the total: `AmountDue` of bills, `CreditAmount` of credits.
 */
export const purchaseFacts = (raw: RawRecord, total: string): RecordFacts => ({
  vendor: (raw.VendorRef as RawRecord | undefined)?.FullName as string | undefined,
  total: raw[total] as string | undefined,
  open: raw.OpenAmount as string | undefined,
  made: raw.TimeCreated as string | undefined,
  externalGuid: raw.ExternalGUID as string | undefined,
  applied: appliedIn(raw),
  ...(raw[total] === '0.00' && isMarkedVoid(raw.Memo) && { void: 'yes' }),
  ...payablesAccount(raw),
  ...originalDateFact(raw.Memo),
  ...lineFacts(raw),
});

/** One that is gone from Bill.com is made void in QuickBooks, unless something is applied to it. */
export const voidedInQuickBooks = (facts: RecordFacts): true | string =>
  facts.open === undefined || facts.open === facts.total
    ? true
    : 'payments or credits are applied to it there';

/** What it makes of accounts payable: a bill is owed, a credit is not. */
export const payablePurchase = ({ fields, facts }: PayableRecord, side: 'owed' | 'credited'): Payable => {
  const total = facts.total ?? '0.00';
  return {
    amount: side === 'owed' ? total : minus(total),
    party: typeof fields.vendor === 'string' ? fields.vendor : null,
    date: String(fields.date ?? ''),
    applied: applications(facts),
  };
};

/** The A/P account that a document of QuickBooks is posted to. */
export function payablesAccount(raw: RawRecord): RecordFacts {
  const { ListID, FullName } = (raw.APAccountRef ?? {}) as Readonly<Record<string, string | undefined>>;
  return { apAccount: ListID, apAccountName: FullName };
}

/** The A/P account that a new one is posted to; QuickBooks' own default where none is set. */
export const postedTo = ({ apAccount }: EntitySettings): Pick<EntityDefinition['quickbooks'], 'onCreate'> =>
  apAccount ? { onCreate: { APAccountRef: { ListID: apAccount } } } : {};

/** The accounts of the company's settings that one is posted with. */
export const accountsOfPurchase = ({ lines }: CanonicalFields): readonly AccountSetting[] =>
  isLines(lines) && lines.some((line) => isExpense(line) && (line.account ?? null) === null)
    ? ['apAccount', 'catchAllExpense']
    : ['apAccount'];

/** Lines that do not make the total are not posted. @param one the document's word */
export function totalDiffers(one: string, fields: CanonicalFields, facts: RecordFacts): string | undefined {
  const total = totalOf(fields);
  return facts.total === undefined || facts.total === total
    ? undefined
    : `Its lines come to ${total} and the ${one} to ${facts.total}.`;
}

/** A Mod of the header leaves the lines alone (qbxml.md §7); what is applied fixes the vendor (qbXML 3210). */
export const protectedPurchase = (facts: RecordFacts, field: string): string | undefined => {
  if (field === 'vendor' && facts.open !== undefined && facts.open !== facts.total)
    return 'Payments or credits are applied to it in QuickBooks, which then lets nobody change its vendor. Take them off there first.';
  if (field !== 'lines') return undefined;
  if (facts.groups !== undefined)
    return 'It has item groups in QuickBooks, which an edit from outside would break up. Change it there by hand.';
  return facts.billed === undefined
    ? undefined
    : 'Some of its lines have been billed to a customer in QuickBooks. Change the others there by hand.';
};
