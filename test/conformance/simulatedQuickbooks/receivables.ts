import { address, inClass, OWNER, ref, SECONDS } from './parts';

const hex = (number: number) => `${number.toString(16).toUpperCase()}-${String(SECONDS)}`;
const txnId = (number: number) => `<TxnID>${hex(number)}</TxnID>`;
const addTxn = (kind: string, fields: string) =>
  `<${kind}AddRq requestID="1"><${kind}Add>${fields}</${kind}Add></${kind}AddRq>`;
const modTxn = (kind: string, number: number, fields: string) =>
  `<${kind}ModRq><${kind}Mod>${txnId(number)}<EditSequence>1</EditSequence>${fields}</${kind}Mod></${kind}ModRq>`;
const txnFilters =
  '<MaxReturned>50</MaxReturned><ModifiedDateRangeFilter><FromModifiedDate>2020-01-01T00:00:00</FromModifiedDate><ToModifiedDate>2040-01-01T00:00:00</ToModifiedDate></ModifiedDateRangeFilter><EntityFilter><FullNameWithChildren>Shop</FullNameWithChildren></EntityFilter>';
const linesAndLinks = '<IncludeLineItems>true</IncludeLineItems><IncludeLinkedTxns>true</IncludeLinkedTxns>';

const line = (kind: string, verb: string) =>
  `<${kind}Line${verb}>${verb === 'Mod' ? '<TxnLineID>-1</TxnLineID>' : ''}${ref('ItemRef', 'Labor')}<Desc>d</Desc><Quantity>2</Quantity><Rate>30.5</Rate>${inClass}<ServiceDate>2026-06-01</ServiceDate>${ref('SalesTaxCodeRef', 'Tax')}${ref('OverrideItemAccountRef', 'Sales')}<Other1>o</Other1><Other2>p</Other2></${kind}Line${verb}>`;
const group = (kind: string) =>
  `<${kind}LineGroupAdd>${ref('ItemGroupRef', 'Sold kit')}<Quantity>1</Quantity></${kind}LineGroupAdd>`;
const header = (kind: string, number: string) =>
  `${ref('CustomerRef', 'Shop:Site')}${inClass}${ref('ARAccountRef', 'Accounts Receivable')}<TxnDate>2026-06-01</TxnDate><RefNumber>${number}</RefNumber>${address('BillAddress')}${address('ShipAddress')}<IsPending>false</IsPending>${kind === 'Invoice' ? '<IsFinanceCharge>false</IsFinanceCharge>' : ''}<PONumber>po</PONumber>${ref('TermsRef', 'Net 15')}<DueDate>2026-07-01</DueDate><FOB>f</FOB><ShipDate>2026-06-02</ShipDate>${ref('ItemSalesTaxRef', 'Sold tax')}<Memo>m</Memo><IsToBePrinted>false</IsToBePrinted><IsToBeEmailed>true</IsToBeEmailed>${ref('CustomerSalesTaxCodeRef', 'Tax')}<Other>o</Other><ExternalGUID>${OWNER}</ExternalGUID>`;
const modHeader = `${ref('CustomerRef', 'Shop:Site')}<TxnDate>2026-06-01</TxnDate><RefNumber>2</RefNumber>${address('BillAddress')}<IsPending>false</IsPending><PONumber>po</PONumber><DueDate>2026-07-01</DueDate><FOB>f</FOB><ShipDate>2026-06-02</ShipDate><Memo>m</Memo><IsToBePrinted>false</IsToBePrinted><IsToBeEmailed>false</IsToBeEmailed><Other>o</Other>`;

/** Elements that answers to them must hold, so that nothing goes unchecked because a request failed. */
export const RECEIVABLES_SHOWN = [
  'InvoiceRet', 'CreditMemoRet', 'ReceivePaymentRet', 'DepositRet', 'ReceivePaymentToDepositRet', 'PaymentMethodRet',
  'InvoiceLineGroupRet', 'CreditMemoLineGroupRet', 'AppliedToTxnRet', 'DepositLineRet', 'CashBackInfoRet', 'LinkedTxn',
  'SubtotalRow rowNumber="\\d+"', 'BalanceRemainingInHomeCurrency', 'TotalAmountInHomeCurrency',
]; // prettier-ignore

/** `first`: the number after the last id of the transactions before; the credit memo takes it. */
export const receivablesRequests = (first: number): Readonly<Record<string, string>> => {
  const invoice = first + 4;
  const payment = invoice + 5;
  return {
    addForSales: `<PaymentMethodAddRq><PaymentMethodAdd><Name>ACH</Name><IsActive>true</IsActive><PaymentMethodType>ECheck</PaymentMethodType></PaymentMethodAdd></PaymentMethodAddRq><ItemSalesTaxAddRq><ItemSalesTaxAdd><Name>Sold tax</Name><TaxRate>8.25</TaxRate></ItemSalesTaxAdd></ItemSalesTaxAddRq><ItemGroupAddRq><ItemGroupAdd><Name>Sold kit</Name><ItemDesc>k</ItemDesc><IsPrintItemsInGroup>true</IsPrintItemsInGroup><ItemGroupLine>${ref('ItemRef', 'Labor')}<Quantity>3</Quantity></ItemGroupLine></ItemGroupAdd></ItemGroupAddRq><CustomerAddRq><CustomerAdd><Name>Shop</Name></CustomerAdd></CustomerAddRq><CustomerAddRq><CustomerAdd><Name>Site</Name><ParentRef><FullName>Shop</FullName></ParentRef><Email>a@b</Email></CustomerAdd></CustomerAddRq>`,
    addCreditMemo: addTxn(
      'CreditMemo',
      `${header('CreditMemo', 'C')}${line('CreditMemo', 'Add')}${group('CreditMemo')}`,
    ),
    addInvoice: addTxn(
      'Invoice',
      `${header('Invoice', 'I')}<SetCredit><CreditTxnID>${hex(first)}</CreditTxnID><AppliedAmount>1.00</AppliedAmount><Override>false</Override></SetCredit>${line('Invoice', 'Add')}${group('Invoice')}<InvoiceLineAdd><Desc>Thanks</Desc></InvoiceLineAdd>`,
    ),
    addReceivePayment: addTxn(
      'ReceivePayment',
      `${ref('CustomerRef', 'Shop')}${ref('ARAccountRef', 'Accounts Receivable')}<TxnDate>2026-06-02</TxnDate><RefNumber>12345678901234567890</RefNumber><TotalAmount>40.00</TotalAmount>${ref('PaymentMethodRef', 'ACH')}<Memo>m</Memo><ExternalGUID>${OWNER}</ExternalGUID><AppliedToTxnAdd>${txnId(invoice)}<PaymentAmount>5.00</PaymentAmount><SetCredit><CreditTxnID>${hex(first)}</CreditTxnID><AppliedAmount>2.00</AppliedAmount></SetCredit><DiscountAmount>1.00</DiscountAmount>${ref('DiscountAccountRef', 'Sales')}${ref('DiscountClassRef', 'East')}</AppliedToTxnAdd>`,
    ),
    addReceivePaymentByItself: addTxn(
      'ReceivePayment',
      `${ref('CustomerRef', 'Shop:Site')}<TotalAmount>3.00</TotalAmount><IsAutoApply>true</IsAutoApply>`,
    ),
    paymentsToDeposit: '<ReceivePaymentToDepositQueryRq requestID="p" metaData="MetaDataAndResponseData"/>',
    addDeposit: addTxn(
      'Deposit',
      `<TxnDate>2026-06-03</TxnDate>${ref('DepositToAccountRef', 'Checking')}<Memo>m</Memo><CashBackInfoAdd>${ref('AccountRef', 'Costs')}<Memo>m</Memo><Amount>1.00</Amount></CashBackInfoAdd><ExternalGUID>${OWNER}</ExternalGUID><DepositLineAdd><PaymentTxnID>${hex(payment)}</PaymentTxnID><OverrideMemo>o</OverrideMemo><OverrideCheckNumber>7</OverrideCheckNumber>${ref('OverrideClassRef', 'East')}</DepositLineAdd><DepositLineAdd>${ref('EntityRef', 'Shop')}${ref('AccountRef', 'Sales')}<Memo>m</Memo><CheckNumber>8</CheckNumber>${ref('PaymentMethodRef', 'ACH')}${inClass}<Amount>2.00</Amount></DepositLineAdd>`,
    ),
    modReceivables:
      modTxn(
        'Invoice',
        invoice,
        `${modHeader}<SetCredit><CreditTxnID>${hex(first)}</CreditTxnID><AppliedAmount>1.00</AppliedAmount></SetCredit>${line('Invoice', 'Mod')}<InvoiceLineGroupMod><TxnLineID>-1</TxnLineID>${ref('ItemGroupRef', 'Sold kit')}<Quantity>1</Quantity></InvoiceLineGroupMod>`,
      ) +
      modTxn('CreditMemo', first, `${modHeader}${line('CreditMemo', 'Mod')}`) +
      modTxn(
        'ReceivePayment',
        payment,
        `<TxnDate>2026-06-02</TxnDate><RefNumber>1</RefNumber><TotalAmount>40.00</TotalAmount><Memo>m</Memo><AppliedToTxnMod>${txnId(invoice)}<PaymentAmount>4.00</PaymentAmount></AppliedToTxnMod>`,
      ),
    invoices: `<InvoiceQueryRq iterator="Start">${txnFilters}<PaidStatus>All</PaidStatus>${linesAndLinks}</InvoiceQueryRq>`,
    creditMemos: `<CreditMemoQueryRq>${txnFilters}${linesAndLinks}</CreditMemoQueryRq>`,
    receivePayments: `<ReceivePaymentQueryRq>${txnFilters}<IncludeLineItems>true</IncludeLineItems></ReceivePaymentQueryRq>`,
    deposits:
      '<DepositQueryRq><MaxReturned>5</MaxReturned><TxnDateRangeFilter><FromTxnDate>2026-01-01</FromTxnDate><ToTxnDate>2026-12-31</ToTxnDate></TxnDateRangeFilter><IncludeLineItems>true</IncludeLineItems></DepositQueryRq>',
    paymentMethods:
      '<PaymentMethodQueryRq metaData="MetaDataAndResponseData"><MaxReturned>5</MaxReturned><ActiveStatus>All</ActiveStatus><PaymentMethodType>ECheck</PaymentMethodType></PaymentMethodQueryRq>',
    receivablePostings:
      '<TransactionQueryRq><TransactionEntityFilter><EntityTypeFilter>Customer</EntityTypeFilter></TransactionEntityFilter><TransactionAccountFilter><AccountTypeFilter>AccountsReceivable</AccountTypeFilter></TransactionAccountFilter></TransactionQueryRq>',
    agingOfReceivables:
      '<AgingReportQueryRq><AgingReportType>ARAgingSummary</AgingReportType><ReportPeriod><ToReportDate>2027-12-31</ToReportDate></ReportPeriod><ReportEntityFilter><EntityTypeFilter>Customer</EntityTypeFilter></ReportEntityFilter></AgingReportQueryRq>',
    undoReceivables: `<TxnDelRq><TxnDelType>ReceivePayment</TxnDelType>${txnId(payment)}</TxnDelRq><TxnVoidRq><TxnVoidType>CreditMemo</TxnVoidType>${txnId(first)}</TxnVoidRq>`,
  };
};
