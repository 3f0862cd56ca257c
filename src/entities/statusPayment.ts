import { appliedTo, moneyOf } from './applications';
import type { EntityDefinition, EntitySettings, FlowException, RecordFacts } from './definition';
import { isLines } from './definition';
import type { OwnCall, Posting, Standing } from './documentRules';
import { moneyNumber } from './money';
import { referenceOf } from './outsidePayment';

/**
 * Legacy status sync, for Bill.com accounts that were created before 2020-06-05: an invoice's status and amount due follow
 * QuickBooks (billcom-sync-behaviour.md). Bill.com derives both from payments, so what was received in QuickBooks is
 * recorded there as received outside of it, and never goes back.
 */
export const recordsStatus = ({ legacyStatus, receivables }: EntitySettings): boolean =>
  legacyStatus === 'on' && receivables !== 'off';

/** Of Bill.com's codes for how a customer paid (billcom.md §7.14): other. */
const otherWay = '5';

/**
 * v2's RecordARPayment. Recorded is what linked invoices got; what is left of the payment, and what it pays of others, stays
 * in QuickBooks. Where the money went to is QuickBooks' business alone.
 */
export const recordReceipt: OwnCall = {
  operation: 'RecordARPayment',
  body: (fields, sourceId) => ({
    customerId: fields.customer,
    paymentDate: fields.date,
    paymentType: typeof fields.method === 'string' ? fields.method : otherWay,
    amount: moneyNumber(moneyOf(fields.applications)),
    refNumber: referenceOf(typeof fields.name === 'string' ? fields.name : '', sourceId),
    ...(typeof fields.memo === 'string' ? { description: fields.memo } : {}),
    invoicePays: appliedTo(fields.applications, 'invoice').map(({ id, amount }) => ({
      invoiceId: id,
      amount: moneyNumber(amount),
    })),
  }),
  cure: 'An Administrator of Bill.com gives Tieout’s user the right to record payments of customers; each sync tries one again. “tieout company set … legacyStatus=off” stops it.',
};

/** Bill.com's side of one: nothing of it goes to QuickBooks, whatever becomes of either. */
export const statusPayment = (settings: EntitySettings): FlowException => ({
  words: { one: 'recorded payment', many: 'recorded payments' },
  applies: (_fields, facts) => facts.recordedFor !== undefined,
  flows: { quickbooksToBillcom: recordsStatus(settings), billcomToQuickbooks: false },
  replacedFor: ['customer', 'date', 'applications'],
  cure: 'Nothing to do: it stands for a payment of QuickBooks.',
  fixed: {
    because:
      'Tieout recorded the payment of QuickBooks in Bill.com so that its invoices are paid there, and Bill.com lets no program change what is recorded.',
    cure: 'Undo the change; or make the payment void in Bill.com (Receivables → Payments) and record it there as it is in QuickBooks. To keep the difference: “tieout resolve” --field FIELD=quickbooks.',
  },
  undo: {
    quickbooks:
      'It was recorded there for this one, and its invoices are open in Bill.com now. If they were paid, record it in Bill.com again; if they were not, delete the payment in QuickBooks by hand.',
    billcom:
      'Tieout recorded it in Bill.com for the payment in QuickBooks. Somebody makes it void in Bill.com (Receivables → Payments), so that its invoices are open there, too.',
  },
});

/** What of a payment of QuickBooks Bill.com cannot hold. */
export const cannotBeReceived =
  (settings: EntitySettings): NonNullable<EntityDefinition['standsBack']> =>
  (fields, facts, book, isLinked): Standing | undefined => {
    if (book !== 'quickbooks' || isLinked || !recordsStatus(settings)) return undefined;
    if (facts.discounts !== undefined)
      return {
        cause: 'toPutRight',
        because: 'it takes a discount, and Bill.com has no discounts',
        cure: 'Record it in Bill.com by hand, as you want it there, and tell Tieout with “tieout links --link” that the two are the same.',
      };
    return isLines(fields.applications) && fields.applications.length > 0
      ? undefined
      : {
          cause: 'waiting',
          because: 'it pays no invoice yet',
          cure: 'Nothing: it is recorded in Bill.com as soon as it is applied to an invoice. What credit memos pay of an invoice is no payment, and stays in QuickBooks.',
        };
  };

/** Bill.com takes a payment for the customer of its invoices, who may be a job of who pays in QuickBooks. */
export const receivedThere: Posting = ({ fields }, beside) => {
  const invoices = appliedTo(fields.applications, 'invoice');
  if (invoices.some(({ id }) => id === ''))
    return {
      because: 'an invoice that it pays is only made there by this sync',
      cure: 'Nothing: the next sync records it.',
    };
  const customers = new Set(
    invoices.map(({ id }) => beside.target('invoice', id)?.fields.customer ?? fields.customer ?? null),
  );
  const [customer = null, ...others] = customers;
  return others.length === 0
    ? { fields: { customer } }
    : {
        because: 'it pays invoices of several customers or jobs, and a payment there is of one',
        cure: 'Record it in Bill.com by hand, one payment for each; or divide it in QuickBooks. What is not recorded stays open in Bill.com.',
      };
};

/** A payment that went over from Bill.com stays there, whatever becomes of it in QuickBooks. */
export const undoneInBillcom = ({ recordedFor }: RecordFacts): true | string =>
  recordedFor === undefined ? 'it was received or entered in Bill.com' : true;

/** What Tieout did not make in QuickBooks it does not take away there, whatever its twin in Bill.com says. */
export const undoneInQuickBooks = ({ externalGuid }: RecordFacts): true | string =>
  externalGuid !== undefined || 'it was entered there by hand';

/** Nor does it change that: the twin's reference, which says that it was recorded, can be edited in Bill.com. */
export const changedByHand = ({ externalGuid }: RecordFacts): string | undefined =>
  externalGuid === undefined
    ? 'The payment was entered in QuickBooks by hand, and Tieout does not change it: somebody changes it there, or undoes the change in Bill.com.'
    : undefined;

export const staysReceived = (settings: EntitySettings): string =>
  recordsStatus(settings)
    ? 'Nothing to do.'
    : 'It stays in QuickBooks. If Bill.com should know that the invoice is paid, record the payment there too, for the same invoice and amount: Tieout then asks whether the two are the same, and posts nothing twice.';
