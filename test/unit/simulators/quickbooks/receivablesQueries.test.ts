import { child } from '../../../../simulators/quickbooks/language/xmlTree';
import { mergeEntries } from '../../../../simulators/quickbooks/processor/merge';
import { applied, txnIdOf } from './payables';
import { Receivables } from './receivables';
import { children, field } from './testCompany';

let company: Receivables;
beforeEach(() => {
  company = new Receivables();
});
afterEach(() => {
  company.remove();
});

test('TransactionQuery shows every posting by name and by what is open', async () => {
  const invoice = await company.invoice('60.00', 'Kern:Bath', '<TxnDate>2026-05-01</TxnDate>');
  await company.invoice('9.00', 'Kern', '<TxnDate>2026-05-01</TxnDate><IsPending>true</IsPending>');
  await company.receive('70.00', applied(txnIdOf(invoice), '60.00'), { date: '2026-05-02' });
  const rows = async (filter: string) =>
    (await company.askOne(`<TransactionQueryRq>${filter}</TransactionQueryRq>`)).children.map((row) =>
      [field(row, 'TxnType'), field(row, 'EntityRef', 'FullName'), field(row, 'Amount')].join(' '),
    );
  const receivables =
    '<TransactionAccountFilter><AccountTypeFilter>AccountsReceivable</AccountTypeFilter></TransactionAccountFilter>';
  expect(await rows(receivables)).toEqual([
    'Invoice Kern:Bath 60.00',
    'ReceivePayment Kern:Bath -60.00',
    'ReceivePayment Kern -10.00',
  ]);
  const open = '<TransactionPaidStatusFilter>Open</TransactionPaidStatusFilter>';
  expect(await rows(`${receivables}${open}`)).toEqual([
    'ReceivePayment Kern:Bath -60.00',
    'ReceivePayment Kern -10.00',
  ]);
});

test('the aging summary has jobs below their customer, by due date, as of a day', async () => {
  await company.invoice('60.00', 'Kern:Bath', '<TxnDate>2026-03-01</TxnDate>');
  await company.invoice('5.00', 'Kern', '<TxnDate>2026-05-15</TxnDate>');
  await company.invoice('7.00', 'Abel', '<TxnDate>2026-06-20</TxnDate>');
  await company.receive('3.00', '<IsAutoApply>false</IsAutoApply>', { date: '2026-06-25' });
  const rowsOf = async (more = '') => {
    const report = await company.done(
      `<AgingReportQueryRq><AgingReportType>ARAgingSummary</AgingReportType>${more}</AgingReportQueryRq>`,
    );
    expect(field(report, 'ReportTitle')).toBe('A/R Aging Summary');
    return (child(report, 'ReportData')?.children ?? []).map((row) =>
      row.name === 'TextRow'
        ? `${row.attributes.value ?? ''}:`
        : children(row, 'ColData').map(({ attributes }) => attributes.value ?? '').join(' '),
    );
  };
  expect(await rowsOf()).toEqual([
    'Abel 0.00 7.00 0.00 0.00 0.00 7.00',
    'Kern:',
    'Bath 0.00 0.00 0.00 0.00 60.00 60.00',
    'Kern - Other 0.00 2.00 0.00 0.00 0.00 2.00',
    'Total Kern 0.00 2.00 0.00 0.00 60.00 62.00',
    'TOTAL 0.00 9.00 0.00 0.00 60.00 69.00',
  ]);
  const june = '<ReportPeriod><ToReportDate>2026-06-15</ToReportDate></ReportPeriod>';
  expect(await rowsOf(june)).toEqual([
    'Kern:',
    'Bath 0.00 0.00 0.00 0.00 60.00 60.00',
    'Kern - Other 0.00 5.00 0.00 0.00 0.00 5.00',
    'Total Kern 0.00 5.00 0.00 0.00 60.00 65.00',
    'TOTAL 0.00 5.00 0.00 0.00 60.00 65.00',
  ]);
  const jobs = '<ReportEntityFilter><FullName>Kern:Bath</FullName></ReportEntityFilter>';
  expect(await rowsOf(jobs)).toHaveLength(4);
}); // prettier-ignore

test('a merge of customers takes invoices, payments and balances along', async () => {
  const invoice = await company.invoice('10.00', 'Kern:Bath');
  await company.invoice('5.00', 'Kern:Kitchen');
  await company.receive('4.00', applied(txnIdOf(invoice), '4.00'), { customer: 'Kern:Bath' });
  const { file } = company.quickBooks.parts;
  file.commit(mergeEntries('Customer', 'Kern:Bath', 'Kern:Kitchen', company.quickBooks.contextOfPerson()));
  expect(await company.balance('Customer', 'Kern:Kitchen')).toBe('11.00');
  await company.receive('6.00', applied(txnIdOf(invoice), '6.00'), { customer: 'Kern:Kitchen' });
  expect(await company.balance('Customer', 'Kern:Kitchen')).toBe('5.00');
});

test('payment methods are those of a new company, by name and type', async () => {
  const all = await company.askOne('<PaymentMethodQueryRq/>');
  expect(all.children).toHaveLength(6);
  const cash = '<PaymentMethodQueryRq><PaymentMethodType>Cash</PaymentMethodType></PaymentMethodQueryRq>';
  expect((await company.askOne(cash)).children.map((each) => field(each, 'Name'))).toEqual(['Cash']);
  const ach =
    '<PaymentMethodAdd><Name>ACH</Name><PaymentMethodType>ECheck</PaymentMethodType></PaymentMethodAdd>';
  await company.done(`<PaymentMethodAddRq>${ach}</PaymentMethodAddRq>`);
  expect(await company.code(`<PaymentMethodAddRq>${ach}</PaymentMethodAddRq>`)).toBe(3100);
});
