import type { Book, EntityName, EntitySettings, ReferenceTarget } from '../../../../src/entities/definition';
import type { AppliedThere } from '../../../../src/reconcile/holds';
import { linesOf } from '../documents/book';
import { keyOf, type Key } from '../documents/ledger';
import { Documents } from '../documents/model';
import { BillcomPayables, kinds, QuickBooksPayables } from './books';

const bankAccount: ReferenceTarget = { fields: { type: 'Bank', name: 'Checking' }, facts: {} };

/** Two books' payables, and cycles between them. */
export class Payables extends Documents<QuickBooksPayables, BillcomPayables> {
  twoWayBills: 'on' | 'off' = 'off';

  constructor() {
    super(kinds, { quickbooks: new QuickBooksPayables(), billcom: new BillcomPayables() });
  }

  /** Turned on or off; what was held by it is looked at again (src/cli/companySet.ts). */
  switchMode(twoWayBills: 'on' | 'off'): void {
    if (twoWayBills === this.twoWayBills) return;
    this.twoWayBills = twoWayBills;
    for (const { entity, book, recordId } of this.holds.values())
      if (['bill', 'billPayment'].includes(entity) && book === 'quickbooks')
        this.work.add(keyOf(book, entity, recordId));
  }

  protected settings = (): Partial<EntitySettings> => ({
    twoWayBills: this.twoWayBills,
    moneyOutClearing: 'q-clearing',
  });
  protected target = (): ReferenceTarget => bankAccount;

  /** What a payment on the work list completes is on it too. */
  protected override completedBy(work: ReadonlySet<Key>): Key[] {
    return [...this.records('billcom', 'creditApplication').values()]
      .filter(({ facts }) => work.has(keyOf('billcom', 'billPayment', facts.payment ?? '')))
      .map(({ id }) => keyOf('billcom', 'creditApplication', id));
  }

  protected mayBeWritten = (book: Book, kind: EntityName): boolean =>
    book === 'quickbooks' || (kind === 'bill' && this.twoWayBills === 'on');

  protected override appliedThere(kind: EntityName): ReadonlyMap<string, AppliedThere[]> {
    const found = new Map<string, AppliedThere[]>();
    if (kind !== 'bill') return found;
    for (const entity of ['billPayment', 'creditApplication'] as const)
      for (const { fields, deleted } of this.records('billcom', entity).values())
        for (const { bill, amount } of deleted ? [] : linesOf({ fields }, 'applications'))
          found.set(String(bill), [
            ...(found.get(String(bill)) ?? []),
            { name: entity === 'billPayment' ? String(fields.name) : null, amount: String(amount) },
          ]);
    return found;
  }
}
