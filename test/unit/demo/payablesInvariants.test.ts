import { invariants } from '../../../demo/checks';
import type { Evidence, Invariant } from '../../../demo/checks/evidence';
import type { BillcomDocument, QuickBooksTransaction, TieOutDocument } from '../../../demo/checks/documents';
import type { PayablesBooks, PayablesEvidence } from '../../../demo/checks/payables/books';

const ref = (ListID: string) => ({ ListID, FullName: ListID });
const post = (account: string, amount: string, vendor?: string) => ({
  account,
  amount,
  ...(vendor === undefined ? {} : { entity: { list: 'Vendor', id: vendor } }),
});
const bill = (TxnID: string, RefNumber: string, amount: string): QuickBooksTransaction => ({
  ...{ TxnID, RefNumber, TxnDate: '2026-06-01', DueDate: '2026-07-01', VendorRef: ref('q-v') },
  ...{ AmountDue: amount, ExpenseLineRet: { AccountRef: ref('q-rent'), Amount: amount } },
  postings: [post('q-ap', `-${amount}`, 'q-v'), post('q-rent', amount)],
});
const check = (TxnID: string, amount: string, RefNumber: string): QuickBooksTransaction => ({
  ...{
    TxnID,
    TxnDate: '2026-06-10',
    PayeeEntityRef: ref('q-v'),
    Amount: amount,
    Memo: `Bill.com P1 - ${TxnID}`,
  },
  AppliedToTxnRet: { RefNumber, Amount: amount },
  postings: [post('q-ap', amount, 'q-v'), post('q-clearing', `-${amount}`)],
});
const theirs = (id: string, invoiceNumber: string, amount: number): BillcomDocument => ({
  ...{
    id,
    invoiceNumber,
    vendorId: 'b-v',
    glPostingDate: '2026-06-01',
    dueDate: '2026-07-01',
    isActive: '1',
    amount,
  },
  billLineItems: [{ chartOfAccountId: 'b-rent', amount }],
});
const paid = (id: string, billId: string, amount: number, status = '2'): BillcomDocument => ({
  ...{ id, vendorId: 'b-v', processDate: '2026-06-10', amount, status, isOnline: true },
  billPays: [{ billId, amount }],
});
const accounts = [
  { ListID: 'q-ap', Name: 'Accounts Payable', AccountType: 'AccountsPayable' },
  { ListID: 'q-clearing', Name: 'Bill.com Money Out Clearing', AccountType: 'Bank' },
];
interface Kinds {
  bills: QuickBooksTransaction[];
  checks: QuickBooksTransaction[];
  theirs: BillcomDocument[];
  payments: BillcomDocument[];
}
const books = ({ bills, checks, theirs: rows, payments }: Kinds): PayablesBooks => ({
  quickbooks: {
    ...{ bill: bills, vendorCredit: [], billPayment: checks, fundsTransfer: [] },
    ...{ all: [...bills, ...checks], account: accounts },
  },
  billcom: {
    ...{
      bill: rows,
      vendorCredit: [],
      billPayment: payments,
      fundsTransfer: [],
      billCredit: [],
      account: [],
    },
  },
});

/** Two bills in both books, one paid; a third one in Bill.com, which is held. */
const kinds = (): Kinds => ({
  bills: [bill('1', 'A-1', '100.00'), bill('2', 'A-2', '50.00')],
  checks: [check('9', '100.00', 'A-1')],
  theirs: [theirs('a', 'A-1', 100), theirs('b', 'A-2', 50), theirs('c', 'A-3', 7)],
  payments: [paid('p', 'a', 100)],
});
const tieOut = (difference: string, billcom: string): TieOutDocument => ({
  ...{ asOf: '2026-06-20', agrees: false, quickbooks: '50.00', billcom, difference, problem: null },
  ...{ scheduledQuickbooks: '0.00', scheduledBillcom: '0.00' },
  vendors: [
    {
      ...{ name: 'V', quickbooksId: 'q-v', billcomId: 'b-v', quickbooks: '50.00', billcom },
      differences: [
        {
          ...{
            reason: 'held',
            word: 'bill',
            name: 'A-3',
            difference,
            sentence: 'It is held.',
            cure: 'Wait.',
          },
          records: { quickbooks: null, billcom: { id: 'c' } },
        },
      ],
    },
  ],
});
const payables = (now: Kinds, more: Partial<PayablesEvidence> = {}): PayablesEvidence => ({
  atStart: books({ bills: [], checks: [], theirs: [], payments: [] }),
  now: books(now),
  links: [
    { entity: 'vendor', quickbooksId: 'q-v', billcomId: 'b-v' },
    { entity: 'account', quickbooksId: 'q-rent', billcomId: 'b-rent' },
    { entity: 'bill', quickbooksId: '1', billcomId: 'a' },
    { entity: 'bill', quickbooksId: '2', billcomId: 'b' },
    { entity: 'billPayment', quickbooksId: '9', billcomId: 'p' },
  ],
  holds: [{ entity: 'bill', book: 'billcom', recordId: 'c', field: null }],
  tieOut: tieOut('-7.00', '57.00'),
  ...more,
});

const judged = (id: string, evidence: PayablesEvidence): Invariant | undefined =>
  invariants.find((each) => each.id === id)?.check({ payables: evidence } as Evidence);
/** What speaks against it; '' where it holds. */
const against = (id: string, evidence: PayablesEvidence): string => {
  const result = judged(id, evidence);
  return result?.holds === true ? '' : String(result?.detail);
};

describe('the proof of payables', () => {
  test.each(['I3', 'P1', 'P2', 'P4'])(
    '%s holds where both books say the same, but for what is held',
    (id) => {
      expect(against(id, payables(kinds()))).toBe('');
    },
  );

  test('P3 asks for what is paid and not moved yet, and no more', () => {
    expect(judged('P3', payables(kinds()))?.detail).toContain('-100.00 left');
    const twice = kinds();
    twice.checks.push(check('10', '100.00', 'A-1'));
    expect(against('P3', payables(twice))).toContain('QuickBooks has -200.00');
  });

  test('without a look at payables nothing is said of them', () => {
    for (const id of ['I3', 'P1', 'P2', 'P3', 'P4'])
      expect(invariants.find((each) => each.id === id)?.check({} as Evidence)).toBeUndefined();
  });

  test('P1: a payment that is there twice, missing, or for another bill', () => {
    const twice = kinds();
    twice.checks.push(check('10', '100.00', 'A-1'));
    expect(against('P1', payables(twice))).toContain('1 times in Bill.com and 2 times in QuickBooks');
    expect(against('P1', payables({ ...kinds(), checks: [] }))).toContain('0 times in QuickBooks');
    expect(against('P1', payables({ ...kinds(), checks: [check('9', '100.00', 'A-2')] }))).toContain(
      'A-2 100.00',
    );
  });

  test('P1: one that was called off counts no more, one from before that stayed in its book neither', () => {
    const off = { ...kinds(), payments: [paid('p', 'a', 100, '4')], checks: [] };
    expect(against('P1', payables(off))).toBe('');
    const old = kinds();
    old.payments.push(paid('old', 'b', 50));
    const atStart = books({ bills: [], checks: [], theirs: [], payments: [paid('old', 'b', 50)] });
    expect(against('P1', payables(old, { atStart }))).toBe('');
    expect(against('P1', payables(old))).toContain('50.00');
  });

  test('I3: a difference that has no name, a wrong amount of one, an unknown record, an unexplained one', () => {
    const unnamed = tieOut('-7.00', '57.00');
    const [vendor] = unnamed.vendors ?? [];
    if (!vendor) throw new Error('there is a vendor');
    const [line] = vendor.differences;
    if (!line) throw new Error('there is a difference');
    const withLines = (differences: (typeof line)[]) =>
      payables(kinds(), { tieOut: { ...unnamed, vendors: [{ ...vendor, differences }] } });
    expect(against('I3', withLines([]))).toContain('differs by -7.00, of which 0.00 is named');
    expect(against('I3', withLines([{ ...line, difference: '-6.99' }]))).toContain('of which -6.99 is named');
    const elsewhere = { quickbooks: null, billcom: { id: 'x' } };
    expect(against('I3', withLines([{ ...line, records: elsewhere }]))).toContain('names x');
    expect(against('I3', withLines([{ ...line, reason: 'unexplained' }]))).toContain('unexplained');
    expect(against('I3', payables(kinds(), { tieOut: tieOut('-7.00', '58.00') }))).toContain('the books say');
  });

  test('P2: lines that do not make the total, in either book', () => {
    const [one, two] = [kinds(), kinds()];
    one.bills[0] = { ...bill('1', 'A-1', '100.00'), AmountDue: '100.01' };
    two.theirs[0] = { ...theirs('a', 'A-1', 100), amount: 99 };
    expect(against('P2', payables(one))).toContain('A-1 in QuickBooks');
    expect(against('P2', payables(two))).toContain('A-1 in Bill.com');
  });

  test('P4: a pair that says different things, a bill that nobody tells of', () => {
    const other = kinds();
    other.bills[1] = bill('2', 'A-2', '51.00');
    expect(against('P4', payables(other))).toContain('A-2 of 2026-06-01');
    expect(against('P4', payables(kinds(), { holds: [] }))).toContain(
      'c of the bills is neither linked nor held',
    );
  });
});
