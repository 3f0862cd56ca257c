import { appliedTo, moneyOf } from './applications';
import type { EntityDefinition, EntitySettings, FlowException, RawRecord, RecordFacts } from './definition';
import type { OwnCall, Question, Standing, Unposted } from './documentRules';
import { elementsIn } from './elements';
import { centsOf, inCents, moneyNumber, readMoney, sumOfMoney } from './money';

/**
 * Outside payments: what was paid by hand in QuickBooks, recorded in Bill.com as made outside of it, so that nobody pays it
 * again. Bill.com keeps them for what QuickBooks has; they never go back, and Bill.com lets no program change or void one.
 */

/** Whether payments of QuickBooks are recorded in Bill.com at all. */
export const recordsOutside = ({ twoWayBills, outsidePayments }: EntitySettings): boolean =>
  twoWayBills === 'on' && outsidePayments !== 'never';

/** What to do with one that stays in QuickBooks by the settings. */
export const staysCure = ({ twoWayBills }: EntitySettings): string =>
  `If it pays a bill that is open in Bill.com, record it there as paid outside of Bill.com, so that nobody pays it again. ${
    twoWayBills === 'on'
      ? 'Or have Tieout do it: “tieout company set … outsidePayments=ask”.'
      : 'With 2-way bill sync Tieout offers to do it: “tieout company set … twoWayBills=on”.'
  }`;

/** `1044 (QuickBooks 5A-1763880000)`: the number that people know, and the TxnID by which it is found after a lost answer. */
const mark = /^(.*?) ?\(QuickBooks ([0-9A-Za-z-]+)\)$/;

export const referenceOf = (number: string, txnId: string): string =>
  `${number} (QuickBooks ${txnId})`.trim();

/** The payment of QuickBooks that a reference of Bill.com names. */
export const recordedFor = (reference: unknown): string | undefined =>
  typeof reference === 'string' ? mark.exec(reference)?.[2] : undefined;

/** Why one that was recorded goes nowhere, where it is not linked (any more). */
export const recordedAlone = (facts: RecordFacts): string | undefined =>
  facts.recordedFor === undefined
    ? undefined
    : 'Tieout recorded it there for a payment of QuickBooks, which is not there any more or not linked with it.';

/**
 * Why one that Tieout made in QuickBooks, by its ExternalGUID, is not recorded in Bill.com where it has no twin: the payment
 * that it was made from is called off, or it never became known that it was made.
 */
export const madeByTieout = ({ externalGuid }: RecordFacts): Unposted | undefined =>
  externalGuid === undefined
    ? undefined
    : {
        because:
          'Tieout made it there for a payment of Bill.com, which is called off by now or not linked with it.',
        cure: 'An Accountant looks that payment up in Bill.com: if it is called off, make this one void in QuickBooks; if it stands, say with “tieout links --link” that the two are the same.',
      };

/** The number in a reference of Bill.com. */
export const numberIn = (reference: unknown): unknown =>
  typeof reference === 'string' ? (mark.exec(reference)?.[1] ?? reference) : reference;

/** v3's record-payment; v2's call cannot say `allowExport` (billcom.md §7.8). Credits are none of it: the amounts are money. */
export const recordPayment: OwnCall = {
  path: '/bills/record-payment',
  body: (fields, sourceId) => ({
    vendorId: fields.vendor,
    processDate: fields.date,
    toPrintCheck: fields.toPrint === true,
    syncReference: referenceOf(typeof fields.name === 'string' ? fields.name : '', sourceId),
    ...(typeof fields.memo === 'string' ? { description: fields.memo } : {}),
    allowExport: false,
    classifications: { chartOfAccountId: fields.account },
    payments: appliedTo(fields.applications).map(({ id, amount }) => ({
      billId: id,
      amount: moneyNumber(amount),
    })),
  }),
  cure: 'A Payer or Accountant records it in Bill.com as paid outside (Tieout then takes the two as one), or an Administrator gives Tieout’s user or sync token the right to record payments; each sync tries one again. “tieout company set … outsidePayments=never” stops it.',
};

/** Bill.com's side of one: it goes nowhere, whatever becomes of either. */
export const outsidePayment: FlowException = {
  words: { one: 'outside payment', many: 'outside payments' },
  applies: (_fields, facts) => facts.recordedFor !== undefined,
  flows: { quickbooksToBillcom: false, billcomToQuickbooks: false },
  cure: 'Nothing to do: it stands for a payment of QuickBooks.',
  fixed: {
    because:
      'Tieout recorded the payment of QuickBooks in Bill.com, and Bill.com lets no program change what is recorded.',
    cure: 'A Payer makes the payment void in Bill.com and records it again as it is in QuickBooks; or undo the change. To keep the difference: “tieout resolve” --field FIELD=quickbooks.',
  },
  undo: {
    quickbooks:
      'It was recorded there for this one. If the bills were paid, record it in Bill.com again as paid outside, for they are open there; if they were not, take the payment out of QuickBooks by hand. Tieout makes no payment of yours void.',
    billcom:
      'Tieout recorded it in Bill.com for the payment in QuickBooks. A Payer makes it void in Bill.com (Payables → Payments), so that its bills can be paid there; Bill.com lets no program do that. If it was entered in QuickBooks anew, the two are linked by themselves.',
  },
};

/** What is said of a payment of QuickBooks beside its fields. */
export function paidFacts(raw: RawRecord): RecordFacts {
  const applied = elementsIn(raw.AppliedToTxnRet);
  const discounts = applied.flatMap(({ DiscountAmount }) => readMoney(DiscountAmount, 'the discount') ?? []);
  const discount = sumOfMoney(discounts);
  const from = (raw.BankAccountRef ?? raw.CreditCardAccountRef) as RawRecord | undefined;
  return {
    from: from?.FullName as string | undefined,
    pays: applied.map(billPaid).join(', '),
    ...(discount === '0.00' ? {} : { discount }),
  };
}

const billPaid = ({ TxnType, RefNumber, Amount }: RawRecord): string =>
  `${TxnType === 'Bill' ? 'bill' : String(TxnType)} ${typeof RefNumber === 'string' && RefNumber !== '' ? `“${RefNumber}”` : 'without a number'} (${readMoney(Amount, 'the amount for a bill') ?? '0.00'})`;

/** What Bill.com cannot hold of a payment of QuickBooks. */
export const cannotBeRecorded: NonNullable<EntityDefinition['standsBack']> = (
  fields,
  facts,
  book,
  isLinked,
): Standing | undefined => {
  if (book !== 'quickbooks' || isLinked) return undefined;
  const cure =
    'Record it in Bill.com by hand as paid outside, as you want it there, and tell Tieout with “tieout links --link” that the two are the same; what is still open on its bills in Bill.com is not to be paid.';
  if (facts.discount !== undefined)
    return {
      cause: 'toPutRight',
      because: `it takes a discount of ${facts.discount}, and Bill.com has no discounts`,
      cure,
    };
  const rest = inCents(centsOf(facts.total ?? '0.00') - centsOf(moneyOf(fields.applications)));
  return rest === '0.00'
    ? undefined
    : {
        cause: 'toPutRight',
        because: `${rest} of it pays something else than bills, which Bill.com does not have`,
        cure,
      };
};

/** The offer. */
export function offerOf(
  { outsidePayments = 'ask' }: EntitySettings,
  fields: Parameters<NonNullable<EntityDefinition['asksFirst']>>[0],
  { total, from, pays, vendor, kind }: RecordFacts,
): Question | undefined {
  if (outsidePayments !== 'ask') return undefined;
  return {
    because: `was entered there by hand: ${vendor ?? 'its vendor'} was paid ${total ?? moneyOf(fields.applications)} on ${String(fields.date)}${from === undefined ? '' : ` ${kind === undefined ? 'from' : 'by credit card from'} “${from}”`}, for ${pays || 'bills'}. Bill.com knows nothing of it, and somebody may pay them there once more`,
    cure: 'An Accountant says with “tieout resolve”: --record has it recorded in Bill.com as paid outside of it, --leave leaves Bill.com as it is. “tieout company set … outsidePayments=do” records such payments without asking.',
  };
}
