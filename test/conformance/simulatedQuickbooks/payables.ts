import { address, inClass, OWNER, ref, SECONDS } from './parts';

const txnId = (number: number) => `<TxnID>${number.toString(16).toUpperCase()}-${String(SECONDS)}</TxnID>`;
const expenseLine = `<ExpenseLineAdd>${ref('AccountRef', 'Costs')}<Amount>12.00</Amount><Memo>m</Memo>${ref('CustomerRef', 'Kern')}${inClass}<BillableStatus>Billable</BillableStatus></ExpenseLineAdd>`;
const itemLine = `<ItemLineAdd>${ref('ItemRef', 'Labor')}<Desc>d</Desc><Quantity>2</Quantity><Cost>1.5</Cost>${ref('CustomerRef', 'Kern')}${inClass}<BillableStatus>NotBillable</BillableStatus>${ref('OverrideItemAccountRef', 'Costs')}</ItemLineAdd>`;
const lines = expenseLine + itemLine;
const addTxn = (kind: string, fields: string) =>
  `<${kind}AddRq requestID="1">${`<${kind}Add>${fields}</${kind}Add>`}</${kind}AddRq>`;
const modTxn = (kind: string, number: number, fields: string) =>
  `<${kind}ModRq><${kind}Mod>${txnId(number)}<EditSequence>1</EditSequence>${fields}</${kind}Mod></${kind}ModRq>`;
const txnFilters =
  '<MaxReturned>50</MaxReturned><ModifiedDateRangeFilter><FromModifiedDate>2020-01-01T00:00:00</FromModifiedDate><ToModifiedDate>2040-01-01T00:00:00</ToModifiedDate></ModifiedDateRangeFilter><EntityFilter><FullName>Caf&#233;</FullName></EntityFilter>';

export const PAYABLES_RETS = [
  'Bill', 'VendorCredit', 'BillPaymentCheck', 'BillPaymentCreditCard', 'Transfer', 'JournalEntry', 'Check',
  'Transaction', 'BillToPay', 'Report',
]; // prettier-ignore

/** Ids of transactions and lines come from one counter: the bill has 1 and its lines 2 and 3, and so on. */
export const PAYABLES_REQUESTS: Readonly<Record<string, string>> = {
  addBill: addTxn(
    'Bill',
    `${ref('VendorRef', 'Caf&#233;')}${address('VendorAddress')}${ref('APAccountRef', 'Accounts Payable')}<TxnDate>2026-06-01</TxnDate><DueDate>2026-07-01</DueDate><RefNumber>R</RefNumber>${ref('TermsRef', 'Net 15')}<Memo>m</Memo><ExternalGUID>${OWNER}</ExternalGUID>${lines}`,
  ),
  addVendorCredit: addTxn(
    'VendorCredit',
    `${ref('VendorRef', 'Caf&#233;')}${ref('APAccountRef', 'Accounts Payable')}<TxnDate>2026-06-01</TxnDate><RefNumber>C</RefNumber><Memo>m</Memo><ExternalGUID>${OWNER}</ExternalGUID>${lines}`,
  ),
  addBillPayment: addTxn(
    'BillPaymentCheck',
    `${ref('PayeeEntityRef', 'Caf&#233;')}${ref('APAccountRef', 'Accounts Payable')}<TxnDate>2026-06-02</TxnDate>${ref('BankAccountRef', 'Checking')}<RefNumber>P</RefNumber><Memo>m</Memo><ExternalGUID>${OWNER}</ExternalGUID><AppliedToTxnAdd>${txnId(1)}<PaymentAmount>5.00</PaymentAmount><SetCredit><CreditTxnID>4-${String(SECONDS)}</CreditTxnID><AppliedAmount>2.00</AppliedAmount><Override>false</Override></SetCredit><DiscountAmount>1.00</DiscountAmount>${ref('DiscountAccountRef', 'Sales')}${ref('DiscountClassRef', 'East')}</AppliedToTxnAdd>`,
  ),
  addCardPayment: addTxn(
    'BillPaymentCreditCard',
    `${ref('PayeeEntityRef', 'Caf&#233;')}<TxnDate>2026-06-02</TxnDate>${ref('CreditCardAccountRef', 'Card')}<RefNumber>P</RefNumber><Memo>m</Memo><AppliedToTxnAdd>${txnId(1)}<PaymentAmount>1.00</PaymentAmount></AppliedToTxnAdd>`,
  ),
  modPayables:
    modTxn(
      'Bill',
      1,
      `${ref('VendorRef', 'Caf&#233;')}<TxnDate>2026-06-01</TxnDate><RefNumber>R</RefNumber><Memo>m</Memo><ClearExpenseLines>true</ClearExpenseLines><ExpenseLineMod><TxnLineID>-1</TxnLineID>${ref('AccountRef', 'Costs')}<Amount>1.00</Amount><Memo>m</Memo></ExpenseLineMod><ItemLineMod><TxnLineID>3-1</TxnLineID><Desc>d</Desc><Quantity>1</Quantity><Cost>2</Cost></ItemLineMod>`,
    ) +
    modTxn('VendorCredit', 4, '<TxnDate>2026-06-01</TxnDate><RefNumber>R</RefNumber><Memo>m</Memo>') +
    modTxn(
      'BillPaymentCheck',
      7,
      `<TxnDate>2026-06-01</TxnDate><Amount>1.00</Amount><RefNumber>P</RefNumber><Memo>m</Memo><AppliedToTxnMod>${txnId(1)}<PaymentAmount>5.00</PaymentAmount></AppliedToTxnMod>`,
    ),
  addOthers:
    addTxn(
      'Transfer',
      `<TxnDate>2026-06-02</TxnDate>${ref('TransferFromAccountRef', 'Checking')}${ref('TransferToAccountRef', 'Card')}${inClass}<Amount>5.00</Amount><Memo>m</Memo>`,
    ) +
    addTxn(
      'JournalEntry',
      `<TxnDate>2026-06-02</TxnDate><RefNumber>J</RefNumber><IsAdjustment>false</IsAdjustment><ExternalGUID>${OWNER}</ExternalGUID><JournalDebitLine>${ref('AccountRef', 'Costs')}<Amount>2.00</Amount><Memo>m</Memo>${inClass}</JournalDebitLine><JournalCreditLine>${ref('AccountRef', 'Accounts Payable')}<Amount>2.00</Amount>${ref('EntityRef', 'Caf&#233;')}</JournalCreditLine>`,
    ) +
    addTxn(
      'Check',
      `${ref('AccountRef', 'Checking')}${ref('PayeeEntityRef', 'Caf&#233;')}<RefNumber>1</RefNumber><TxnDate>2026-06-02</TxnDate><Memo>m</Memo>${address('Address')}<IsToBePrinted>false</IsToBePrinted><ExternalGUID>${OWNER}</ExternalGUID>${lines}`,
    ),
  modOthersOfPayables:
    modTxn('Transfer', 9, `<TxnDate>2026-06-02</TxnDate>${inClass}<Amount>6.00</Amount><Memo>m</Memo>`) +
    modTxn(
      'JournalEntry',
      10,
      `<TxnDate>2026-06-02</TxnDate><RefNumber>J</RefNumber><JournalLineMod><TxnLineID>-1</TxnLineID><JournalLineType>Debit</JournalLineType>${ref('AccountRef', 'Costs')}<Amount>2.00</Amount><Memo>m</Memo></JournalLineMod>`,
    ),
  transfers:
    '<TransferQueryRq iterator="Start"><MaxReturned>5</MaxReturned><TxnDateRangeFilter><FromTxnDate>2026-01-01</FromTxnDate><ToTxnDate>2026-12-31</ToTxnDate></TxnDateRangeFilter></TransferQueryRq>',
  journalEntries: `<JournalEntryQueryRq>${txnFilters}<IncludeLineItems>true</IncludeLineItems></JournalEntryQueryRq>`,
  checks: `<CheckQueryRq>${txnFilters}<IncludeLineItems>true</IncludeLineItems><IncludeLinkedTxns>true</IncludeLinkedTxns></CheckQueryRq>`,
  postings: `<TransactionQueryRq iterator="Start"><MaxReturned>50</MaxReturned><TransactionModifiedDateRangeFilter><FromModifiedDate>2020-01-01</FromModifiedDate></TransactionModifiedDateRangeFilter><TransactionDateRangeFilter><FromTxnDate>2020-01-01</FromTxnDate></TransactionDateRangeFilter><TransactionAccountFilter><FullName>Accounts Payable</FullName></TransactionAccountFilter><TransactionTypeFilter><TxnTypeFilter>All</TxnTypeFilter></TransactionTypeFilter><TransactionDetailLevelFilter>All</TransactionDetailLevelFilter><TransactionPostingStatusFilter>Posting</TransactionPostingStatusFilter><TransactionPaidStatusFilter>Either</TransactionPaidStatusFilter></TransactionQueryRq>`,
  toPay: `<BillToPayQueryRq metaData="MetaDataAndResponseData">${ref('PayeeEntityRef', 'Caf&#233;')}${ref('APAccountRef', 'Accounts Payable')}<DueDate>2030-01-01</DueDate></BillToPayQueryRq>`,
  aging:
    '<AgingReportQueryRq><AgingReportType>APAgingSummary</AgingReportType><DisplayReport>false</DisplayReport><ReportPeriod><FromReportDate>2020-01-01</FromReportDate><ToReportDate>2026-12-31</ToReportDate></ReportPeriod><ReportAccountFilter><AccountTypeFilter>AccountsPayable</AccountTypeFilter></ReportAccountFilter><ReportEntityFilter><EntityTypeFilter>Vendor</EntityTypeFilter></ReportEntityFilter><IncludeAccounts>InUse</IncludeAccounts><ReportAgingAsOf>ReportEndDate</ReportAgingAsOf></AgingReportQueryRq>',
  bills: `<BillQueryRq iterator="Start">${txnFilters}<PaidStatus>All</PaidStatus><IncludeLineItems>true</IncludeLineItems><IncludeLinkedTxns>true</IncludeLinkedTxns></BillQueryRq>`,
  vendorCredits: `<VendorCreditQueryRq>${txnFilters}<IncludeLineItems>true</IncludeLineItems><IncludeLinkedTxns>true</IncludeLinkedTxns></VendorCreditQueryRq>`,
  billPayments: `<BillPaymentCheckQueryRq>${txnFilters}<IncludeLineItems>true</IncludeLineItems></BillPaymentCheckQueryRq>`,
  cardPayments: `<BillPaymentCreditCardQueryRq>${txnFilters}<IncludeLineItems>true</IncludeLineItems></BillPaymentCreditCardQueryRq>`,
  undoPayables: `<TxnVoidRq><TxnVoidType>BillPaymentCheck</TxnVoidType>${txnId(7)}</TxnVoidRq><TxnDelRq><TxnDelType>BillPaymentCheck</TxnDelType>${txnId(7)}</TxnDelRq>`,
  deletedPayables:
    '<TxnDeletedQueryRq metaData="MetaDataAndResponseData"><TxnDelType>BillPaymentCheck</TxnDelType><DeletedDateRangeFilter><FromDeletedDate>2020-01-01</FromDeletedDate></DeletedDateRangeFilter></TxnDeletedQueryRq>',
};
