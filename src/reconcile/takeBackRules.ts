import type { Book, EntityName } from '../entities/definition';
import type { TakeBackWay } from './decisions';
import type { WriteAction } from './plan';

/** What Tieout can take back of what it wrote, and why not: one table, by which pages and commands offer it. Pure data. */

/** Why it cannot, as the end of a sentence, and what to do by hand. */
export interface NotTakenBack {
  readonly because: string;
  readonly cure: string;
  /** How far it has come, where somebody wanted it before: done, to be done by the next sync, or held for a person. */
  readonly progress?: 'done' | 'underWay' | 'held';
}
type Rule = Exclude<TakeBackWay, 'restore'> | NotTakenBack;

export const isRefused = <T extends string>(rule: T | NotTakenBack): rule is NotTakenBack =>
  typeof rule === 'object';

const neverMade = (because: string): NotTakenBack => ({ because, cure: 'Nothing to do.' });
const moneyMoved: NotTakenBack = {
  because: 'it tells of money that Bill.com has moved, and Tieout takes no payment back',
  cure: 'If the payment is not to be made, a Payer cancels it or makes it void in Bill.com; Tieout then makes it void in QuickBooks, too.',
};
const recordedThere: NotTakenBack = {
  because: 'Bill.com lets no program take back a payment that is recorded there',
  cure: 'A Payer makes the payment void in Bill.com.',
};

/** What is done to a record that Tieout has made, by entity and the book in which it was made. */
const created: Readonly<Partial<Record<EntityName, Readonly<Record<Book, Rule>>>>> = {
  account: { quickbooks: 'delete', billcom: 'deactivate' },
  class: { quickbooks: 'delete', billcom: 'deactivate' },
  terms: { quickbooks: 'delete', billcom: neverMade('Tieout makes no payment terms in Bill.com') },
  item: { quickbooks: neverMade('Tieout makes no items in QuickBooks'), billcom: 'deactivate' },
  customer: { quickbooks: 'delete', billcom: 'deactivate' },
  vendor: { quickbooks: 'delete', billcom: 'deactivate' },
  bill: { quickbooks: 'void', billcom: 'void' },
  vendorCredit: { quickbooks: 'void', billcom: neverMade('Tieout makes no vendor credits in Bill.com') },
  billPayment: { quickbooks: moneyMoved, billcom: recordedThere },
  creditApplication: {
    quickbooks: {
      because: 'how a credit is used is decided in Bill.com, and taken over from there',
      cure: 'To undo it in QuickBooks, open the bill there, choose Set Credits and take the check mark from the credit.',
    },
    billcom: neverMade('Tieout applies no credits in Bill.com'),
  },
  fundsTransfer: {
    quickbooks: moneyMoved,
    billcom: neverMade('Tieout moves no money in Bill.com'),
  },
  invoice: { quickbooks: 'void', billcom: 'void' },
  creditMemo: {
    quickbooks: neverMade('Tieout makes no credit memos'),
    billcom: neverMade('Tieout makes no credit memos'),
  },
  receivedPayment: {
    quickbooks: {
      because: 'it tells of money that the customer paid in Bill.com',
      cure: 'If it was not paid, an Accountant makes the payment void in Bill.com; Tieout then deletes it in QuickBooks.',
    },
    billcom: 'void',
  },
};

/** Payments say what was paid where it was paid: a change is not taken back either. */
const paymentEntities: readonly string[] = [
  'billPayment',
  'fundsTransfer',
  'receivedPayment',
  'creditApplication',
];

const gone: Readonly<Record<Book, NotTakenBack>> = {
  quickbooks: {
    because: 'QuickBooks brings nothing back that is void or deleted',
    cure: 'If it should stand again: its hold offers that it is made again as a new one (“tieout resolve” --again), once it stands in Bill.com; or enter it again in QuickBooks by hand.',
  },
  billcom: {
    because: 'it was deleted or made void in Bill.com with its twin in QuickBooks',
    cure: 'If it should stand again: show deleted ones in Bill.com and restore it there, or enter it again; Tieout then makes it in QuickBooks, too.',
  },
};

/** How a write is taken back, or why it is not. */
export function wayBack(entity: EntityName, book: Book, action: WriteAction): TakeBackWay | NotTakenBack {
  if (action === 'void') return gone[book];
  const rule = created[entity]?.[book] ?? neverMade('Tieout makes no such records');
  if (action === 'create') return rule;
  if (!paymentEntities.includes(entity)) return 'restore';
  return isRefused(rule) ? rule : recordedThere;
}
