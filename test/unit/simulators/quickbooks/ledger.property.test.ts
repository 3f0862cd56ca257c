import fc from 'fast-check';
import { cents } from '../../../../simulators/quickbooks/books/money';
import { mergeEntries } from '../../../../simulators/quickbooks/processor/merge';
import { child } from '../../../../simulators/quickbooks/language/xmlTree';
import { children, field } from './testCompany';
import { add, applied, expense, modTxn, named, Payables, payment, setCredit, txnIdOf } from './payables';

type Step =
  | { do: 'make'; kind: 'Bill' | 'VendorCredit'; vendor: number; amount: number }
  | { do: 'pay'; bill: number; credit: number; percent: number; share: number }
  | { do: 'change'; bill: number; amount: number }
  | { do: 'undo'; of: 'Bill' | 'VendorCredit' | 'BillPaymentCheck'; which: number; isVoid: boolean };

const which = fc.nat(20);
const amount = fc.integer({ min: 1, max: 90_000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('make' as const),
      kind: fc.constantFrom('Bill' as const, 'VendorCredit' as const),
      vendor: fc.nat(1),
      amount,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      bill: which,
      credit: which,
      percent: fc.nat(110),
      share: fc.nat(60),
    }),
  },
  fc.record({ do: fc.constant('change' as const), bill: which, amount }),
  fc.record({
    do: fc.constant('undo' as const),
    of: fc.constantFrom('Bill' as const, 'VendorCredit' as const, 'BillPaymentCheck' as const),
    which,
    isVoid: fc.boolean(),
  }),
);

const VENDORS = ['Lumber Co', 'Tile Co'];
const dollars = (value: number) => (value / 100).toFixed(2);

/** One step; whatever QuickBooks refuses has done nothing. */
async function take(company: Payables, each: Step): Promise<void> {
  const { transactions } = company.quickBooks.parts.file.books;
  const pick = (kind: string, n: number) => {
    const all = transactions.ofKind(kind);
    return all[n % Math.max(1, all.length)];
  };
  if (each.do === 'make') {
    const vendor = named('VendorRef', VENDORS[each.vendor] ?? '');
    await company.done(add(each.kind, `${vendor}${expense(dollars(each.amount))}`));
  } else if (each.do === 'pay') {
    const bill = pick('Bill', each.bill);
    const credit = pick('VendorCredit', each.credit);
    if (!bill) return;
    const total = Number(cents(String(bill.fields.AmountDue)));
    const money = Math.floor((total * each.percent) / 100);
    const credits = credit && each.share > 0 ? setCredit(credit.id, dollars(each.share * 100)) : '';
    const vendor = VENDORS[each.bill % 2] ?? '';
    await company.askOne(payment(applied(bill.id, dollars(money), credits), { vendor }));
  } else if (each.do === 'change') {
    const bill = pick('Bill', each.bill);
    if (!bill) return;
    const line = `<ExpenseLineMod><TxnLineID>-1</TxnLineID>${named('AccountRef', 'Job Expenses')}<Amount>${dollars(each.amount)}</Amount></ExpenseLineMod>`;
    await company.askOne(modTxn('Bill', await company.see('Bill', bill.id), line));
  } else {
    const record = pick(each.of, each.which);
    if (!record) return;
    const verb = each.isVoid ? 'Void' : 'Del';
    await company.askOne(
      `<Txn${verb}Rq><Txn${verb}Type>${each.of}</Txn${verb}Type><TxnID>${record.id}</TxnID></Txn${verb}Rq>`,
    );
  }
}

/** What is open of all bills less all credits, of one vendor or of all. */
async function openOf(company: Payables, vendor: string): Promise<bigint> {
  let sum = 0n;
  for (const [kind, sign] of [['Bill', 1n], ['VendorCredit', -1n]] as const) {
    const { children: rets } = await company.askOne(
      `<${kind}QueryRq><EntityFilter><FullName>${vendor}</FullName></EntityFilter></${kind}QueryRq>`,
    );
    for (const ret of rets) {
      const open = cents(field(ret, 'OpenAmount') ?? '');
      expect(open >= 0n).toBe(true);
      sum += sign * open;
    }
  }
  return sum;
} // prettier-ignore

test('whatever happens, what is open, balances, postings and the aging summary agree to the cent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const company = new Payables();
      try {
        for (const each of steps) await take(company, each);
        let total = 0n;
        for (const vendor of VENDORS) {
          const open = await openOf(company, vendor);
          expect(cents((await company.balance('Vendor', vendor)) ?? '')).toBe(open);
          total += open;
        }
        const { transactions } = company.quickBooks.parts.file.books;
        for (const { postings } of transactions.all())
          expect(postings.reduce((sum, each) => sum + cents(each.amount), 0n)).toBe(0n);
        expect(cents((await company.balance('Account', 'Accounts Payable')) ?? '')).toBe(total);
        const report = await company.done(
          '<AgingReportQueryRq><AgingReportType>APAgingSummary</AgingReportType></AgingReportQueryRq>',
        );
        const last = child(report, 'ReportData')?.children.at(-1);
        expect(last && children(last, 'ColData').at(-1)?.attributes.value).toBe(
          `${total < 0n ? '-' : ''}${dollars(Math.abs(Number(total)))}`,
        );
        company.restart();
        expect(cents((await company.balance('Account', 'Accounts Payable')) ?? '')).toBe(total);
      } finally {
        company.remove();
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('a merge of vendors takes bills, payments and balances along', async () => {
  const company = new Payables();
  const bill = txnIdOf(await company.bill('10.00', '', 'Tile Co'));
  await company.bill('5.00');
  await company.pay(applied(bill, '4.00'), { vendor: 'Tile Co' });
  const { file } = company.quickBooks.parts;
  file.commit(mergeEntries('Vendor', 'Tile Co', 'Lumber Co', company.quickBooks.contextOfPerson()));
  expect(await company.balance('Vendor', 'Lumber Co')).toBe('11.00');
  expect(field(await company.see('Bill', bill), 'VendorRef', 'FullName')).toBe('Lumber Co');
  await company.pay(applied(bill, '6.00'));
  expect(await company.balance('Vendor', 'Lumber Co')).toBe('5.00');
  company.remove();
});
