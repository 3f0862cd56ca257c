import { invariants } from '../../../demo/checks';
import type {
  BillcomDocument,
  QuickBooksTransaction,
  TieOutDocument,
  TieOutParty,
} from '../../../demo/checks/documents';
import type { Evidence, Invariant } from '../../../demo/checks/evidence';
import type { ReceivablesBooks, ReceivablesEvidence } from '../../../demo/checks/receivables/books';

const ref = (ListID: string) => ({ ListID, FullName: ListID });
const post = (account: string, amount: string, customer?: string) => ({
  account,
  amount,
  ...(customer === undefined ? {} : { entity: { list: 'Customer', id: customer } }),
});
const line = (item: string, Amount: string) => ({ ItemRef: ref(item), Amount });
/** Ten dollars of tax, and lines that a subtotal repeats. */
const invoice = (
  TxnID: string,
  RefNumber: string,
  amount: string,
  TxnDate = '2026-06-01',
): QuickBooksTransaction => ({
  ...{ TxnID, RefNumber, TxnDate, CustomerRef: ref('q-c'), Subtotal: amount, SalesTaxTotal: '10.00' },
  InvoiceLineRet: [line('q-subtotal', amount)],
  InvoiceLineGroupRet: { InvoiceLineRet: [line('q-work', amount)] },
  postings: [post('q-ar', String(Number(amount) + 10), 'q-c'), post('q-income', `-${amount}`)],
});
const receipt = (TxnID: string, TotalAmount: string, RefNumber: string): QuickBooksTransaction => ({
  ...{ TxnID, TxnDate: '2026-06-10', CustomerRef: ref('q-c'), TotalAmount },
  AppliedToTxnRet: { RefNumber, Amount: TotalAmount },
  postings: [post('q-ar', `-${TotalAmount}`, 'q-c'), post('q-clearing', TotalAmount)],
});
const theirs = (id: string, invoiceNumber: string, amount: number): BillcomDocument => ({
  ...{ id, invoiceNumber, customerId: 'b-c', invoiceDate: '2026-06-01', glPostingDate: '2026-06-01' },
  ...{ isActive: '1', amount: amount + 10, salesTaxTotal: 10 },
  invoiceLineItems: [{ amount }, { amount: 0, description: `Subtotal: ${String(amount)}` }],
});
const received = (id: string, invoiceId: string, amount: number, status = '0'): BillcomDocument => ({
  ...{ id, customerId: 'b-c', paymentDate: '2026-06-10', amount, status, isOnline: true },
  invoicePays: [{ invoiceId, amount }],
});

interface Kinds {
  invoices: QuickBooksTransaction[];
  receipts: QuickBooksTransaction[];
  theirs: BillcomDocument[];
  received: BillcomDocument[];
}
const books = ({ invoices, receipts, theirs: rows, received: payments }: Kinds): ReceivablesBooks => ({
  quickbooks: {
    ...{ invoice: invoices, receivedPayment: receipts, creditMemo: [], fundsTransfer: [] },
    all: [...invoices, ...receipts],
    account: [
      { ListID: 'q-ar', Name: 'Accounts Receivable', AccountType: 'AccountsReceivable' },
      { ListID: 'q-clearing', Name: 'Bill.com Money In Clearing', AccountType: 'Bank' },
    ],
    item: [{ ListID: 'q-subtotal', Name: 'Subtotal', ItemType: 'Subtotal' }],
  },
  billcom: { invoice: rows, receivedPayment: payments, creditMemo: [], fundsTransfer: [] },
});

/** Two invoices in both books, one partly paid; one of before the start date; one in Bill.com that is held. */
const kinds = (): Kinds => ({
  invoices: [
    invoice('1', 'A-1', '100.00'),
    invoice('2', 'A-2', '50.00'),
    invoice('3', 'OLD', '5.00', '2026-01-01'),
  ],
  receipts: [receipt('9', '40.00', 'A-1')],
  theirs: [theirs('a', 'A-1', 100), theirs('b', 'A-2', 50), theirs('c', 'A-3', 7)],
  received: [received('p', 'a', 40)],
});
const difference = (reason: string, amount: string, quickbooks: string | null, billcom: string | null) => ({
  ...{ reason, word: 'invoice', name: 'A', difference: amount, sentence: 'It is so.', cure: 'Wait.' },
  records: {
    quickbooks: quickbooks === null ? null : { id: quickbooks },
    billcom: billcom === null ? null : { id: billcom },
  },
});
const tieOut = (more: Partial<TieOutParty> = {}): TieOutDocument => ({
  ...{ asOf: '2026-06-20', agrees: false, quickbooks: '145.00', billcom: '147.00', difference: '-2.00' },
  ...{ problem: null, scheduledQuickbooks: '0.00', scheduledBillcom: '0.00' },
  customers: [
    {
      ...{ name: 'C', quickbooksId: 'q-c', billcomId: 'b-c', quickbooks: '145.00', billcom: '147.00' },
      differences: [
        difference('held', '-17.00', null, 'c'),
        difference('beforeConnection', '15.00', '3', null),
      ],
      ...more,
    },
  ],
});
const receivables = (now: Kinds, more: Partial<ReceivablesEvidence> = {}): ReceivablesEvidence => ({
  atStart: books({ invoices: [], receipts: [], theirs: [], received: [] }),
  now: books(now),
  since: '2026-05-01',
  links: [
    { entity: 'customer', quickbooksId: 'q-c', billcomId: 'b-c' },
    { entity: 'invoice', quickbooksId: '1', billcomId: 'a' },
    { entity: 'invoice', quickbooksId: '2', billcomId: 'b' },
    { entity: 'receivedPayment', quickbooksId: '9', billcomId: 'p' },
  ],
  holds: [{ entity: 'invoice', book: 'billcom', recordId: 'c', field: null }],
  tieOut: tieOut(),
  ...more,
});

const judged = (id: string, evidence: ReceivablesEvidence): Invariant | undefined =>
  invariants.find((each) => each.id === id)?.check({ receivables: evidence } as Evidence);
/** What speaks against it; '' where it holds. */
const against = (id: string, evidence: ReceivablesEvidence): string => {
  const result = judged(id, evidence);
  return result?.holds === true ? '' : String(result?.detail);
};

describe('the proof of receivables', () => {
  test.each(['R1', 'R2', 'R3', 'R4', 'R5', 'R6'])(
    '%s holds where both books say the same, but for what is held or older',
    (id) => {
      expect(against(id, receivables(kinds()))).toBe('');
      expect(invariants.find((each) => each.id === id)?.check({} as Evidence)).toBeUndefined();
    },
  );

  test('R1: an invoice that is there twice, missing, of another day or total; an old one that came over', () => {
    const twice = kinds();
    twice.invoices.push(invoice('10', 'A-1', '100.00'));
    expect(against('R1', receivables(twice))).toContain('2 times in QuickBooks and 1 times in Bill.com');
    const missing = kinds();
    missing.theirs = missing.theirs.slice(1);
    expect(against('R1', receivables(missing))).toContain('0 times in Bill.com');
    const other = kinds();
    other.theirs[1] = theirs('b', 'A-2', 51);
    expect(against('R1', receivables(other))).toContain('over 61.00');
    const old = kinds();
    old.theirs.push({ ...theirs('d', 'OLD', 5), invoiceDate: '2026-01-01' });
    expect(against('R1', receivables(old))).toContain('OLD');
  });

  test('R2: a payment that is there twice, missing, or for another invoice; called off or held it counts no more', () => {
    const twice = kinds();
    twice.receipts.push(receipt('11', '40.00', 'A-1'));
    expect(against('R2', receivables(twice))).toContain('2 times in QuickBooks');
    expect(against('R2', receivables({ ...kinds(), receipts: [] }))).toContain('0 times in QuickBooks');
    expect(against('R2', receivables({ ...kinds(), receipts: [receipt('9', '40.00', 'A-2')] }))).toContain(
      'A-2',
    );
    const off = { ...kinds(), received: [received('p', 'a', 40, '1')] };
    expect(against('R2', receivables(off))).toContain('0 times in Bill.com');
    expect(against('R2', receivables({ ...off, receipts: [] }))).toBe('');
    const holds = [{ entity: 'receivedPayment', book: 'billcom', recordId: 'p', field: null }];
    expect(against('R2', receivables({ ...kinds(), receipts: [] }, { holds }))).toBe('');
  });

  test('R3: lines that do not make the total in either book, or come to other amounts', () => {
    const [one, two, three] = [kinds(), kinds(), kinds()];
    one.invoices[0] = { ...invoice('1', 'A-1', '100.00'), Subtotal: '100.01' };
    two.theirs[0] = { ...theirs('a', 'A-1', 100), salesTaxTotal: 9 };
    three.theirs[0] = { ...theirs('a', 'A-1', 100), invoiceLineItems: [{ amount: 60 }, { amount: 40 }] };
    expect(against('R3', receivables(one))).toContain('A-1 in QuickBooks');
    expect(against('R3', receivables(two))).toContain('A-1 in Bill.com');
    expect(against('R3', receivables(three))).toContain('40.00, 60.00 and tax 10.00 in Bill.com');
  });

  test('R4: a difference that has no name, an unexplained one, an unknown record, other sums', () => {
    const [held] = tieOut().customers?.[0]?.differences ?? [];
    if (!held) throw new Error('there is a difference');
    expect(against('R4', receivables(kinds(), { tieOut: tieOut({ differences: [held] }) }))).toContain(
      'differs by -2.00, of which -17.00 is named',
    );
    const unexplained = [difference('unexplained', '-2.00', null, 'x')];
    const said = against('R4', receivables(kinds(), { tieOut: tieOut({ differences: unexplained }) }));
    expect(said).toContain('unexplained');
    expect(said).toContain('names x');
    const more = kinds();
    more.receipts.push(receipt('12', '1.00', 'A-2'));
    expect(against('R4', receivables(more))).toContain('the books say 144.00');
  });

  test('R5: what was received and not moved stands in the clearing account', () => {
    expect(judged('R5', receivables(kinds()))?.detail).toContain('40.00 left');
    expect(against('R5', receivables({ ...kinds(), receipts: [] }))).toContain('QuickBooks has 0.00');
  });

  test('R6: an invoice or payment that nobody tells of', () => {
    expect(against('R6', receivables(kinds(), { holds: [] }))).toContain('A-3 of Bill.com');
    const byHand = kinds();
    byHand.receipts.push(receipt('13', '1.00', 'A-2'));
    expect(against('R6', receivables(byHand))).toContain('a payment of 2026-06-10 of QuickBooks');
    const young = kinds();
    young.invoices.push(invoice('14', 'NEW', '1.00', '2026-06-02'));
    expect(against('R6', receivables(young))).toContain('NEW of QuickBooks');
  });
});
