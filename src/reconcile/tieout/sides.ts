import type { EntityDefinition, EntityName } from '../../entities/definition';

/** The two sides of the books that are tied out: what the company owes, and what it is owed. One engine does both. */
export type Ledger = 'ap' | 'ar';
export const ledgers: readonly Ledger[] = ['ap', 'ar'];

/** What is different of a side: who it is about, which records count, and the words for bookkeepers. */
export interface Side {
  readonly ledger: Ledger;
  /** With whom something is open. */
  readonly party: EntityName & ('vendor' | 'customer');
  readonly parties: string;
  readonly payment: EntityName;
  readonly paymentWord: string;
  /** How a record counts; undefined for an entity that does not. */
  readonly counts: (definition: EntityDefinition) => EntityDefinition['payable'];
  /** `accounts payable`, and short. */
  readonly title: string;
  readonly short: string;
  /** What the totals are: `owed`. */
  readonly total: string;
  /** As what something posted by hand would be entered in Bill.com. */
  readonly documents: string;
  /** What to do with a discount that QuickBooks' payment has. */
  readonly discountCure: string;
}

export const sides: Readonly<Record<Ledger, Side>> = {
  ap: {
    ledger: 'ap',
    party: 'vendor',
    parties: 'vendors',
    payment: 'billPayment',
    paymentWord: 'bill payment',
    counts: ({ payable }) => payable,
    title: 'accounts payable',
    short: 'A/P',
    total: 'owed',
    documents: 'a bill or vendor credit',
    discountCure:
      'If the vendor grants it, enter a vendor credit over it in Bill.com and use it for the bill there; if not, take it off the payment in QuickBooks.',
  },
  ar: {
    ledger: 'ar',
    party: 'customer',
    parties: 'customers',
    payment: 'receivedPayment',
    paymentWord: 'received payment',
    counts: ({ receivable }) => receivable,
    title: 'accounts receivable',
    short: 'A/R',
    total: 'owed by customers',
    documents: 'an invoice or credit memo',
    discountCure:
      'If the customer has it, make a credit memo over it in Bill.com and use it for the invoice there; if not, take it off the payment in QuickBooks.',
  },
};

/** The sides that a company ties out: those of which something is synced. */
export const sidesOf = (definitions: readonly EntityDefinition[]): Side[] =>
  ledgers.map((ledger) => sides[ledger]).filter((side) => countedOn(side, definitions).length > 0);

/** What counts on a side. */
export const countedOn = (side: Side, definitions: readonly EntityDefinition[]): EntityDefinition[] =>
  definitions.filter((definition) => definition.isOff !== true && side.counts(definition) !== undefined);
