import { decodeAnswer } from '../../../../src/quickbooks/qbxml/decode';
import { UnreadableAnswer } from '../../../../src/quickbooks/qbxml/errors';
import {
  agingIn,
  balancesIn,
  ledgerPostingsQuery,
  partyBalanceQuery,
  postingsIn,
} from '../../../../src/quickbooks/qbxml/ledgerFigures';
import type { QbxmlResponse } from '../../../../src/quickbooks/qbxml/types';

const answered = async (name: string, inner: string): Promise<QbxmlResponse> => {
  const { responses } = await decodeAnswer(
    `<QBXML><QBXMLMsgsRs><${name} requestID="1" statusCode="0">${inner}</${name}></QBXMLMsgsRs></QBXML>`,
  );
  return responses[0] as QbxmlResponse;
};
const column = (id: number, title: string, type = 'AMTTYPE') =>
  `<ColDesc colID="${id}" dataType="${type}"><ColTitle titleRow="1" value="${title}"/><ColType>Amount</ColType></ColDesc>`;
const cells = (...values: string[]) =>
  values
    .map((value, index) => `<ColData colID="${index + 1}"${value === '' ? '' : ` value="${value}"`}/>`)
    .join('');
const aging = (rows: string) =>
  answered(
    'AgingReportQueryRs',
    '<ReportRet><ReportTitle>A/P Aging Summary</ReportTitle><ReportSubtitle>As of November 23, 2026</ReportSubtitle>' +
      '<NumRows>3</NumRows><NumColumns>3</NumColumns><NumColTitleRows>1</NumColTitleRows>' +
      `${column(1, '', 'STRTYPE')}${column(2, 'Current')}${column(3, 'TOTAL')}${rows}</ReportRet>`,
  );

test('an aging summary gives what is owed to each vendor, by its last column', async () => {
  const report = await aging(
    '<ReportData>' +
      `<DataRow rowNumber="1"><RowData rowType="vendor" value="Smith &amp; Sons"/>${cells('Smith &amp; Sons', '5.00', '-12.50')}</DataRow>` +
      `<DataRow rowNumber="2"><RowData rowType="vendor" value="Birch"/>${cells('Birch', '', '')}</DataRow>` +
      `<TotalRow rowNumber="3">${cells('TOTAL', '5.00', '-12.50')}</TotalRow></ReportData>`,
  );
  expect(agingIn(report)).toEqual({
    rows: [
      { name: 'Smith & Sons', total: '-12.50' },
      { name: 'Birch', total: '0.00' },
    ],
    total: '-12.50',
  });
});

test('a report with one row, and one with none', async () => {
  const one = await aging(
    `<ReportData><DataRow rowNumber="1"><RowData rowType="vendor" value="A"/>${cells('A', '1.00', '1.00')}</DataRow></ReportData>`,
  );
  expect(agingIn(one).rows).toEqual([{ name: 'A', total: '1.00' }]);
  expect(agingIn(await aging(''))).toEqual({ rows: [], total: '0.00' });
});

test('an answer without a report is not taken for nothing owed', async () => {
  const response = await answered('AgingReportQueryRs', '');
  expect(() => agingIn(response)).toThrow(UnreadableAnswer);
});

test('postings and balances are read with their vendor', async () => {
  const postings = await answered(
    'TransactionQueryRs',
    '<TransactionRet><TxnType>JournalEntry</TxnType><TxnID>T1</TxnID><TxnLineID>L1</TxnLineID><TimeCreated>2026-11-02T08:00:00-08:00</TimeCreated>' +
      '<EntityRef><ListID>V1</ListID><FullName>Acme</FullName></EntityRef><AccountRef><ListID>A1</ListID></AccountRef>' +
      '<TxnDate>2026-11-02</TxnDate><RefNumber>J-1</RefNumber><Amount>75.25</Amount></TransactionRet>' +
      '<TransactionRet><TxnType>Check</TxnType><TxnID>T2</TxnID><TxnDate>2026-11-03</TxnDate><Amount>-5.00</Amount></TransactionRet>',
  );
  expect(postingsIn(postings)).toEqual([
    {
      kind: 'JournalEntry',
      txnId: 'T1',
      lineId: 'L1',
      party: 'V1',
      date: '2026-11-02',
      number: 'J-1',
      amount: '75.25',
      made: '2026-11-02T08:00:00-08:00',
    },
    {
      kind: 'Check',
      txnId: 'T2',
      lineId: '',
      party: null,
      date: '2026-11-03',
      number: '',
      amount: '-5.00',
      made: '',
    },
  ]);
  const balances = await answered(
    'VendorQueryRs',
    '<VendorRet><ListID>V1</ListID><Name>Acme</Name><Balance>75.25</Balance></VendorRet>',
  );
  expect(balancesIn('ap', balances)).toEqual([{ id: 'V1', name: 'Acme', balance: '75.25' }]);
});

test('kinds that are read as records, and kinds that post nothing, are not asked for', () => {
  const { body } = ledgerPostingsQuery('ap', 'postings', { without: ['Bill'], maxReturned: 500 });
  const { TxnTypeFilter: kinds } = body.TransactionTypeFilter as { TxnTypeFilter: string[] };
  expect(kinds).toEqual(expect.arrayContaining(['JournalEntry', 'Check', 'BillPaymentCreditCard']));
  for (const kind of ['Bill', 'Estimate', 'PurchaseOrder', 'SalesOrder', 'All'])
    expect(kinds).not.toContain(kind);
});

test('of customers the balance with their jobs is asked for, under the full name', async () => {
  expect(partyBalanceQuery('ar', '1', 'GreaterThan')).toMatchObject({
    name: 'CustomerQueryRq',
    body: { IncludeRetElement: ['ListID', 'FullName', 'TotalBalance'] },
  });
  const balances = await answered(
    'CustomerQueryRs',
    '<CustomerRet><ListID>C1</ListID><FullName>Hill:Kitchen</FullName><TotalBalance>75.25</TotalBalance></CustomerRet>',
  );
  expect(balancesIn('ar', balances)).toEqual([{ id: 'C1', name: 'Hill:Kitchen', balance: '75.25' }]);
});

test('an aging of receivables gives each job by its full name, and no heading or subtotal', async () => {
  const report = await aging(
    '<ReportData><TextRow rowNumber="1" value="Hill"/>' +
      `<DataRow rowNumber="2"><RowData rowType="customer" value="Hill:Kitchen"/>${cells('Kitchen', '70.00', '70.00')}</DataRow>` +
      `<DataRow rowNumber="3"><RowData rowType="customer" value="Hill"/>${cells('Hill - Other', '5.00', '5.00')}</DataRow>` +
      `<SubtotalRow rowNumber="4"><RowData rowType="customer" value="Hill"/>${cells('Total Hill', '75.00', '75.00')}</SubtotalRow>` +
      `<TotalRow rowNumber="5">${cells('TOTAL', '75.00', '75.00')}</TotalRow></ReportData>`,
  );
  expect(agingIn(report)).toEqual({
    rows: [
      { name: 'Hill:Kitchen', total: '70.00' },
      { name: 'Hill', total: '5.00' },
    ],
    total: '75.00',
  });
});
