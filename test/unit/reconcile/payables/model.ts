import type { Book, EntityName, EntitySettings, ReferenceTarget } from '../../../../src/entities/definition';
import type { AppliedThere } from '../../../../src/reconcile/holds';
import type { BookRules } from '../../../../src/reconcile/guards/bookRules';
import { connectedAt, linesOf } from '../documents/book';
import { guidOf, keyOf, type Key } from '../documents/ledger';
import { Documents } from '../documents/model';
import { BillcomPayables, kinds, QuickBooksPayables } from './books';

const bankAccount: ReferenceTarget = { fields: { type: 'Bank', name: 'Checking' }, facts: {} };

/** Two books' payables, and cycles between them. */
export class Payables extends Documents<QuickBooksPayables, BillcomPayables> {
  twoWayBills: 'on' | 'off' = 'off';
  /** Payments that are one and the same money, entered by hand in both books. */
  readonly same: (Readonly<Record<Book, readonly string[]>> & {
    readonly bills: readonly [string, string];
  })[] = [];

  constructor(private readonly outsidePayments: 'ask' | 'do') {
    super(kinds, { quickbooks: new QuickBooksPayables(), billcom: new BillcomPayables() });
  }

  /** Turned on or off; what was held by it is looked at again (src/acts/changingSettings.ts). */
  switchMode(twoWayBills: 'on' | 'off'): void {
    if (twoWayBills === this.twoWayBills) return;
    this.twoWayBills = twoWayBills;
    for (const { entity, book, recordId, cause } of this.holds.values())
      if (
        (['bill', 'billPayment'].includes(entity) && book === 'quickbooks') ||
        (entity === 'bill' && cause === 'deleted')
      )
        this.work.add(keyOf(book, entity, recordId));
  }

  /** QuickBooks' books are closed up to a day, or opened; what waited for it is looked at again (src/ledger/preferences.ts). */
  close(upTo: string | undefined): void {
    if (upTo === this.books.quickbooks.closingDate) return;
    this.books.quickbooks.closingDate = upTo;
    for (const { entity, book, recordId, release } of this.holds.values())
      if (release.when === 'preferencesChange') this.work.add(keyOf(book, entity, recordId));
  }

  /** Money that was entered by hand in both books, and that Tieout has written to one of them all the same. */
  doubled(): string[] {
    const { quickbooks, billcom } = this.books;
    return this.same.flatMap(({ quickbooks: ours, billcom: theirs, bills: [bill, twin] }) => {
      // Of several bills alike, the two may have been taken for others.
      if (this.twin('quickbooks', 'bill', bill) !== twin) return [];
      const stands = (book: Book, ids: readonly string[]): boolean =>
        ids.some((id) => this.books[book].living('billPayment').some((row) => row.id === id));
      const posted = quickbooks
        .living('billPayment')
        .filter(({ guid }) => theirs.some((id) => guid === guidOf(id)));
      const recorded = billcom
        .living('billPayment')
        .filter(({ recordedFor = '' }) => ours.includes(recordedFor));
      return [
        ...(posted.length > 0 && stands('quickbooks', ours)
          ? [`${theirs.join()} is in QuickBooks twice`]
          : []),
        ...(recorded.length > 0 && stands('billcom', theirs) ? [`${ours.join()} is in Bill.com twice`] : []),
      ];
    });
  }

  protected override rules = (): BookRules => {
    const { closingDate } = this.books.quickbooks;
    return {
      ...{
        features: { classTracking: true, accountNumbers: true },
        homeCurrency: null,
        connectedAt,
        acceptedAt: connectedAt,
      },
      ...(closingDate !== undefined && { closingDate }),
    };
  };
  protected settings = (): Partial<EntitySettings> => ({
    twoWayBills: this.twoWayBills,
    moneyOutClearing: 'q-clearing',
    outsidePayments: this.outsidePayments,
  });
  protected target = (): ReferenceTarget => bankAccount;

  /** What a payment on the work list completes is on it too. */
  protected override completedBy(work: ReadonlySet<Key>): Key[] {
    return [...this.records('billcom', 'creditApplication').values()]
      .filter(({ facts }) => work.has(keyOf('billcom', 'billPayment', facts.payment ?? '')))
      .map(({ id }) => keyOf('billcom', 'creditApplication', id));
  }

  protected mayBeWritten = (book: Book, kind: EntityName): boolean =>
    book === 'quickbooks' ||
    (this.twoWayBills === 'on' &&
      (kind === 'bill' || (kind === 'billPayment' && this.outsidePayments === 'do')));

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
