import type { Book, EntityName, EntitySettings, ReferenceTarget } from '../../../../src/entities/definition';
import type { BookRules } from '../../../../src/reconcile/guards/bookRules';
import type { PlannedOperation } from '../../../../src/reconcile/plan';
import { Documents } from '../documents/model';
import { BillcomReceivables, inDeposit, kinds, QuickBooksReceivables, TAX } from './books';

const targets: Readonly<Partial<Record<EntityName, ReferenceTarget>>> = {
  account: { fields: { type: 'Bank', name: 'Money In' }, facts: {} },
  customer: { fields: { name: 'Kern', parent: null }, facts: {} },
  item: { fields: { name: 'County', percentage: String(TAX) }, facts: {} },
};

/** Two books' receivables, and cycles between them. */
export class Receivables extends Documents<QuickBooksReceivables, BillcomReceivables> {
  constructor() {
    super(kinds, { quickbooks: new QuickBooksReceivables(), billcom: new BillcomReceivables() });
  }

  protected settings = (): Partial<EntitySettings> => ({});
  protected target = (entity: EntityName): ReferenceTarget | undefined => targets[entity];
  protected override rules = (): BookRules => ({
    features: { classTracking: true, accountNumbers: true },
    // Everything in it is from after the first sync.
    acceptedAt: new Date(0),
    homeCurrency: null,
    accounts: { moneyInClearing: { id: 'q-clearing', name: 'Bill.com Money In Clearing' } },
  });

  /** Bill.com gets invoices and nothing else; QuickBooks gets payments, and of invoices only new ones. */
  protected mayBeWritten(book: Book, kind: EntityName, action: PlannedOperation['action']): boolean {
    if (book === 'billcom') return kind === 'invoice';
    return kind === 'receivedPayment' || (kind === 'invoice' && action === 'create');
  }

  /** That a payment is in a deposit stands in no field of it. */
  protected override isForeseen = (refused: string): boolean => refused !== inDeposit;
}
