import fc from 'fast-check';
import { cents } from '../../../../simulators/quickbooks/books/money';
import type { TransactionRecord } from '../../../../simulators/quickbooks/books/transactions';
import { fullNameOf } from '../../../../simulators/quickbooks/books/tree';
import { groupOf } from '../../../../simulators/quickbooks/language/fields';
import { child, type XmlElement } from '../../../../simulators/quickbooks/language/xmlTree';
import { add, applied, modTxn, named, setCredit } from './payables';
import { itemLine, receipt, Receivables } from './receivables';
import { children, field } from './testCompany';

type Kind = 'Invoice' | 'CreditMemo' | 'ReceivePayment' | 'Deposit';
type Step =
  | { do: 'make'; kind: 'Invoice' | 'CreditMemo'; name: number; amount: number; taxed: boolean }
  | { do: 'pay'; invoice: number; memo: number; percent: number; share: number; more: number; of: number }
  | { do: 'autoPay'; name: number; amount: number }
  | { do: 'reapply'; payment: number; invoice: number; percent: number }
  | { do: 'change'; invoice: number; amount: number; givesBack: boolean }
  | { do: 'deposit'; payment: number }
  | { do: 'undo'; of: Kind; which: number; isVoid: boolean; unlinks: boolean };

const NAMES = ['Kern', 'Kern:Kitchen', 'Kern:Bath', 'Abel'];
const which = fc.nat(20);
const name = fc.nat(NAMES.length - 1);
const amount = fc.integer({ min: 1, max: 90_000 });
const just = <T extends string>(value: T) => fc.constant(value);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: just('make'),
      kind: fc.constantFrom('Invoice' as const, 'CreditMemo' as const),
      name,
      amount,
      taxed: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: just('pay'),
      invoice: which,
      memo: which,
      percent: fc.nat(110),
      share: fc.nat(60),
      more: fc.nat(500),
      of: name,
    }),
  },
  fc.record({ do: just('autoPay'), name, amount }),
  fc.record({ do: just('reapply'), payment: which, invoice: which, percent: fc.nat(110) }),
  fc.record({ do: just('change'), invoice: which, amount, givesBack: fc.boolean() }),
  fc.record({ do: just('deposit'), payment: which }),
  fc.record({
    do: just('undo'),
    of: fc.constantFrom<Kind>('Invoice', 'CreditMemo', 'ReceivePayment', 'Deposit'),
    which,
    isVoid: fc.boolean(),
    unlinks: fc.boolean(),
  }),
);

const dollars = (value: number) => (value / 100).toFixed(2);

const idIn = ({ fields }: TransactionRecord) => String(groupOf(fields.CustomerRef)?.ListID);

/** Mostly the customer above the name on the invoice or the name itself, sometimes anybody. */
function payerOf(company: Receivables, invoice: TransactionRecord, of: number): string {
  const { books } = company.quickBooks.parts.file;
  const found = books.find('Customer', idIn(invoice));
  const own = found && fullNameOf(found, (id) => books.find('Customer', id));
  if (own === undefined || of === 0) return NAMES[of] ?? '';
  return of === 1 ? own : (own.split(':')[0] ?? own);
}

/** What one step asks for; undefined where there is nothing to do it with. */
async function requestOf(company: Receivables, each: Step): Promise<string | undefined> {
  const { transactions } = company.quickBooks.parts.file.books;
  const pick = (kind: string, n: number): TransactionRecord | undefined => {
    const all = transactions.ofKind(kind);
    return all[n % Math.max(1, all.length)];
  };
  switch (each.do) {
    case 'make': {
      const item = itemLine(each.taxed ? 'Door' : 'Labor', `<Amount>${dollars(each.amount)}</Amount>`);
      const lines = item.replaceAll('InvoiceLineAdd', `${each.kind}LineAdd`);
      const tax = named('ItemSalesTaxRef', 'Both');
      return add(each.kind, `${named('CustomerRef', NAMES[each.name] ?? '')}${tax}${lines}`);
    }
    case 'pay': {
      const invoice = pick('Invoice', each.invoice);
      const memo = pick('CreditMemo', each.memo);
      if (!invoice) return undefined;
      const total = Number(cents(String(invoice.fields.Subtotal)));
      const money = Math.floor((total * each.percent) / 100);
      const discount = `<DiscountAmount>0.01</DiscountAmount>${named('DiscountAccountRef', 'Discounts Given')}`;
      const isOurs = memo && (idIn(memo) === idIn(invoice) || each.share % 5 === 0);
      const credits = isOurs ? setCredit(memo.id, dollars(each.share * 20 + 1)) : '';
      const parts = applied(invoice.id, dollars(money), credits + (each.share % 3 === 0 ? discount : ''));
      return receipt(dollars(money + each.more), parts, { customer: payerOf(company, invoice, each.of) });
    }
    case 'autoPay':
      return receipt(dollars(each.amount), '<IsAutoApply>true</IsAutoApply>', { customer: NAMES[each.name] ?? '' });
    case 'reapply': {
      const payment = pick('ReceivePayment', each.payment);
      const invoice = pick('Invoice', each.invoice);
      if (!payment || !invoice) return undefined;
      const money = Math.floor((Number(cents(String(payment.fields.TotalAmount))) * each.percent) / 100);
      const parts = applied(invoice.id, dollars(money)).replaceAll('AppliedToTxnAdd', 'AppliedToTxnMod');
      return modTxn('ReceivePayment', await company.see('ReceivePayment', payment.id), parts);
    }
    case 'change': {
      const invoice = pick('Invoice', each.invoice);
      if (!invoice) return undefined;
      company.turn({ smallerThanApplied: each.givesBack ? 'givesBack' : 'refused' });
      const lines = `<InvoiceLineMod><TxnLineID>-1</TxnLineID>${named('ItemRef', 'Labor')}<Amount>${dollars(each.amount)}</Amount></InvoiceLineMod>`;
      return modTxn('Invoice', await company.see('Invoice', invoice.id), lines);
    }
    case 'deposit': {
      const payment = pick('ReceivePayment', each.payment);
      if (!payment) return undefined;
      const lines = `<DepositLineAdd><PaymentTxnID>${payment.id}</PaymentTxnID></DepositLineAdd>`;
      return add('Deposit', `${named('DepositToAccountRef', 'Checking')}${lines}`);
    }
    case 'undo': {
      const record = pick(each.of, each.which);
      if (!record) return undefined;
      company.turn({ undoingLinked: each.unlinks ? 'unlinks' : 'refused' });
      const verb = each.isVoid && each.of !== 'ReceivePayment' ? 'Void' : 'Del';
      return `<Txn${verb}Rq><Txn${verb}Type>${each.of}</Txn${verb}Type><TxnID>${record.id}</TxnID></Txn${verb}Rq>`;
    }
  }
} // prettier-ignore

/** What is open of one name: invoices less credit memos and money not used yet. */
async function openOf(company: Receivables, customer: string): Promise<bigint> {
  let sum = 0n;
  for (const [kind, rest, sign] of [
    ['Invoice', 'BalanceRemaining', 1n],
    ['CreditMemo', 'CreditRemaining', -1n],
    ['ReceivePayment', 'UnusedPayment', -1n],
  ] as const) {
    const { children: rets } = await company.askOne(
      `<${kind}QueryRq><EntityFilter><FullName>${customer}</FullName></EntityFilter></${kind}QueryRq>`,
    );
    for (const ret of rets) {
      const open = cents(field(ret, rest) ?? '');
      expect(open >= 0n).toBe(true);
      sum += sign * open;
    }
  }
  return sum;
}

const lastColumn = (row: XmlElement | undefined) =>
  cents((row && children(row, 'ColData').at(-1)?.attributes.value) ?? '');

/** What the aging summary says of a name itself, its jobs apart. */
function agedOf(report: XmlElement, customer: string): bigint {
  const rows = child(report, 'ReportData')?.children ?? [];
  const own = rows.find(
    (row) => row.name === 'DataRow' && child(row, 'RowData')?.attributes.value === customer,
  );
  return own ? lastColumn(own) : 0n;
}

test('whatever happens, what is open, balances, postings and the aging summary agree to the cent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const company = new Receivables();
      company.turn({ creditLimit: 'ignored' });
      try {
        for (const each of steps) {
          const request = await requestOf(company, each);
          if (request !== undefined) await company.askOne(request);
        }
        const report = await company.done(
          '<AgingReportQueryRq><AgingReportType>ARAgingSummary</AgingReportType></AgingReportQueryRq>',
        );
        let total = 0n;
        for (const customer of NAMES) {
          const open = await openOf(company, customer);
          expect(cents((await company.balance('Customer', customer)) ?? '')).toBe(open);
          expect(agedOf(report, customer)).toBe(open);
          total += open;
        }
        expect(lastColumn(child(report, 'ReportData')?.children.at(-1))).toBe(total);
        const { transactions } = company.quickBooks.parts.file.books;
        for (const { postings } of transactions.all())
          expect(postings.reduce((sum, each) => sum + cents(each.amount), 0n)).toBe(0n);
        company.restart();
        expect(cents((await company.balance('Account', 'Accounts Receivable')) ?? '')).toBe(total);
      } finally {
        company.remove();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
