import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { validateXML, type XMLFileInfo } from 'xmllint-wasm';
import { readMessageSet } from '../../simulators/quickbooks/processor/readMessageSet';
import { openSimulatedQuickBooks } from '../../simulators/quickbooks/server/start';
import type { SimulatedQuickBooks } from '../../simulators/quickbooks/server/simulatedQuickBooks';

/** The schema lies beside the repository where there is one; it is not ours to ship. */
const REFERENCE = resolve(__dirname, '../../../shared/reference');
const SCHEMA = join(REFERENCE, 'qbxml-schema');
const hasSchema = existsSync(SCHEMA);
if (!hasSchema) console.warn(`Skipped: the qbXML schema is not at ${SCHEMA}.`);
const withSchema = hasSchema ? describe : describe.skip;

/** When the company was made; its clock stands still, so that the ids of transactions are known. */
const SECONDS = 1_790_000_000;
const OWNER = '{512349B1-1111-2222-3333-000DE1813D20}';

withSchema('the simulated QuickBooks and the schema of qbXML', () => {
  const directory = mkdtempSync(join(tmpdir(), 'simulated-quickbooks-'));
  let quickBooks: SimulatedQuickBooks;

  beforeAll(() => {
    quickBooks = openWithEverything(directory);
  });
  afterAll(() => {
    quickBooks.parts.file.close();
    rmSync(directory, { recursive: true, force: true });
  });

  test('every answer it gives is valid', async () => {
    const answers: XMLFileInfo[] = [];
    for (const [name, requests] of Object.entries(REQUESTS)) {
      const answer = await quickBooks.processForPerson(messageSet(requests, name));
      if (!('response' in answer)) throw new Error(`${name}: ${JSON.stringify(answer)}`);
      answers.push({ fileName: `${name}.xml`, contents: answer.response });
    }
    for (const kind of PAYABLES_RETS)
      expect(answers.some(({ contents }) => String(contents).includes(`<${kind}Ret>`))).toBe(true);
    const items = String(answers.find(({ fileName }) => fileName === 'items.xml')?.contents);
    expect(new Set([...items.matchAll(/<(Item\w+)Ret>/g)].map(([, kind]) => kind)).size).toBe(12);
    const result = await validate(answers, '16.0');
    expect(result.errors).toEqual([]);
  }, 60_000);

  test('every request of this test is valid', async () => {
    const requests = Object.entries(REQUESTS).map(([name, text]) => ({
      fileName: `${name}.xml`,
      contents: messageSet(text, name),
    }));
    expect((await validate(requests, '16.0')).errors).toEqual([]);
  }, 60_000);

  const probes = hasSchema ? readdirSync(join(SCHEMA, 'probes')) : [];
  test.each(probes)('agrees with the schema about %s', (probe) => {
    const text = readFileSync(join(SCHEMA, 'probes', probe), 'utf8');
    const read = () => readMessageSet(text, '16.0');
    if (probe.startsWith('bad-')) expect(read).toThrow();
    else expect(read).not.toThrow();
    if (!probe.startsWith('v16only-')) return;
    expect(() => readMessageSet(text.replace('version="16.0"', 'version="13.0"'), '16.0')).toThrow();
  });

  const samples = hasSchema
    ? readdirSync(join(REFERENCE, 'qbxml-samples')).filter((name) => name.startsWith('rq-'))
    : [];
  test.each(samples)('reads the sample %s made by others', (sample) => {
    const text = readFileSync(join(REFERENCE, 'qbxml-samples', sample), 'utf8');
    expect(() => readMessageSet(text, '16.0')).not.toThrow();
  });

  test('judges broken requests as the schema does', async () => {
    const broken = Object.entries(REQUESTS).flatMap(([name, text]) =>
      swappedNeighbours(name, messageSet(text, name)),
    );
    expect(broken.length).toBeGreaterThan(40);
    const { errors } = await validate(broken, '16.0');
    const invalid = new Set(errors.map(({ loc }) => loc?.fileName));
    const disagreed = broken.filter(({ fileName, contents }) => invalid.has(fileName) === isRead(contents));
    expect(disagreed).toEqual([]);
  }, 60_000);
});

const ref = (name: string, of: string) => `<${name}><FullName>${of}</FullName></${name}>`;
const barCode =
  '<BarCode><BarCodeValue>1</BarCodeValue><AssignEvenIfUsed>true</AssignEvenIfUsed><AllowOverride>false</AllowOverride></BarCode>';
const head = (name: string) => `<Name>${name}</Name>${barCode}<IsActive>true</IsActive>`;
const inClass = '<ClassRef><FullName>East</FullName></ClassRef>';
const taxed = '<SalesTaxCodeRef><FullName>Tax</FullName></SalesTaxCodeRef>';
const guid = '<ExternalGUID>{512349B1-1111-2222-3333-000DE1813D20}</ExternalGUID>';
const sold = `<SalesDesc>s</SalesDesc><SalesPrice>1.5</SalesPrice>${ref('IncomeAccountRef', 'Sales')}<PurchaseDesc>p</PurchaseDesc><PurchaseCost>1</PurchaseCost>`;
const seller = ref('PrefVendorRef', 'Caf&#233;');
const bothSides = `<SalesAndPurchase>${sold}${ref('ExpenseAccountRef', 'Costs')}${seller}</SalesAndPurchase>`;
const oneSide = `<SalesOrPurchase><Desc>d</Desc><Price>7</Price>${ref('AccountRef', 'Sales')}</SalesOrPurchase>`;
const percent = `<SalesOrPurchase><PricePercent>5</PricePercent>${ref('AccountRef', 'Sales')}</SalesOrPurchase>`;
const stock = `${sold}${ref('COGSAccountRef', 'Costs')}${seller}${ref('AssetAccountRef', 'Stock')}`;
const counted =
  '<Max>9</Max><QuantityOnHand>4</QuantityOnHand><TotalValue>10.00</TotalValue><InventoryDate>2026-01-01</InventoryDate>';
const add = (list: string, fields: string) =>
  `<${list}AddRq><${list}Add>${fields}</${list}Add></${list}AddRq>`;
const mod = (list: string, fields: string) =>
  `<${list}ModRq><${list}Mod><ListID>8</ListID><EditSequence>1</EditSequence>${fields}</${list}Mod></${list}ModRq>`;

/** Every kind of item with as much as it can have, and the Mod of each. */
const ITEM_REQUESTS: Readonly<Record<string, string>> = {
  addServices:
    add('ItemService', `${head('Labor')}${inClass}${taxed}${bothSides}${guid}`) +
    add('ItemService', `<Name>Overtime</Name>${ref('ParentRef', 'Labor')}${oneSide}`),
  addNonInventory: add(
    'ItemNonInventory',
    `${head('Nails')}${inClass}<ManufacturerPartNumber>m</ManufacturerPartNumber>${taxed}${oneSide}${guid}`,
  ),
  addOtherCharge: add('ItemOtherCharge', `${head('Fee')}${inClass}${taxed}${percent}${guid}`),
  addInventory: add(
    'ItemInventory',
    `${head('Door')}${inClass}<ManufacturerPartNumber>m</ManufacturerPartNumber>${taxed}${stock}<ReorderPoint>2</ReorderPoint>${counted}${guid}`,
  ),
  addAssembly: add(
    'ItemInventoryAssembly',
    `${head('Gate')}${inClass}${taxed}${stock}<BuildPoint>2</BuildPoint>${counted}${guid}<ItemInventoryAssemblyLine>${ref('ItemInventoryRef', 'Door')}<Quantity>2</Quantity></ItemInventoryAssemblyLine>`,
  ),
  addFixedAsset: add(
    'ItemFixedAsset',
    `${head('Truck')}${inClass}<AcquiredAs>New</AcquiredAs><PurchaseDesc>d</PurchaseDesc><PurchaseDate>2026-01-01</PurchaseDate><PurchaseCost>1</PurchaseCost><VendorOrPayeeName>v</VendorOrPayeeName>${ref('AssetAccountRef', 'Stock')}<FixedAssetSalesInfo><SalesDesc>d</SalesDesc><SalesDate>2026-02-01</SalesDate><SalesPrice>1</SalesPrice><SalesExpense>1</SalesExpense></FixedAssetSalesInfo><AssetDesc>d</AssetDesc><Location>l</Location><PONumber>p</PONumber><SerialNumber>s</SerialNumber><WarrantyExpDate>2027-01-01</WarrantyExpDate><Notes>n</Notes><AssetNumber>a</AssetNumber><CostBasis>1.00</CostBasis><YearEndAccumulatedDepreciation>1.00</YearEndAccumulatedDepreciation><YearEndBookValue>1.00</YearEndBookValue>${guid}`,
  ),
  addSubtotal: add('ItemSubtotal', `${head('Subtotal')}<ItemDesc>d</ItemDesc>${guid}`),
  addDiscount: add(
    'ItemDiscount',
    `${head('Rebate')}${inClass}<ItemDesc>d</ItemDesc>${taxed}<DiscountRatePercent>10</DiscountRatePercent>${ref('AccountRef', 'Sales')}${guid}`,
  ),
  addPayment: add(
    'ItemPayment',
    `${head('Cash')}${inClass}<ItemDesc>d</ItemDesc>${ref('DepositToAccountRef', 'Checking')}${guid}`,
  ),
  addSalesTax: add(
    'ItemSalesTax',
    `${head('County')}${inClass}<ItemDesc>d</ItemDesc><TaxRate>7.75</TaxRate>${ref('TaxVendorRef', 'Caf&#233;')}${guid}`,
  ),
  addSalesTaxGroup: add(
    'ItemSalesTaxGroup',
    `${head('All taxes')}<ItemDesc>d</ItemDesc>${guid}${ref('ItemSalesTaxRef', 'County')}`,
  ),
  addGroup: add(
    'ItemGroup',
    `${head('Kit')}<ItemDesc>d</ItemDesc><IsPrintItemsInGroup>true</IsPrintItemsInGroup>${guid}<ItemGroupLine>${ref('ItemRef', 'Labor')}<Quantity>2</Quantity></ItemGroupLine>`,
  ),
  modSellable:
    mod(
      'ItemService',
      `<Name>n</Name><IsActive>true</IsActive>${inClass}${ref('ParentRef', 'Labor')}<ForceUOMChange>true</ForceUOMChange>${taxed}<SalesOrPurchaseMod><Desc>d</Desc><Price>1</Price>${ref('AccountRef', 'Sales')}<ApplyAccountRefToExistingTxns>true</ApplyAccountRefToExistingTxns></SalesOrPurchaseMod>`,
    ) +
    mod(
      'ItemNonInventory',
      `${inClass}${ref('ParentRef', 'Nails')}<SalesAndPurchaseMod><SalesDesc>d</SalesDesc>${ref('IncomeAccountRef', 'Sales')}<ApplyIncomeAccountRefToExistingTxns>true</ApplyIncomeAccountRefToExistingTxns><PurchaseDesc>d</PurchaseDesc>${ref('ExpenseAccountRef', 'Costs')}<ApplyExpenseAccountRefToExistingTxns>true</ApplyExpenseAccountRefToExistingTxns>${seller}</SalesAndPurchaseMod>`,
    ) +
    mod('ItemOtherCharge', `${taxed}<SalesOrPurchaseMod><PricePercent>1</PricePercent></SalesOrPurchaseMod>`),
  modStock:
    mod(
      'ItemInventory',
      `${ref('IncomeAccountRef', 'Sales')}<ApplyIncomeAccountRefToExistingTxns>true</ApplyIncomeAccountRefToExistingTxns><PurchaseCost>1</PurchaseCost>${ref('COGSAccountRef', 'Costs')}<ApplyCOGSAccountRefToExistingTxns>true</ApplyCOGSAccountRefToExistingTxns>${seller}${ref('AssetAccountRef', 'Stock')}<ReorderPoint>1</ReorderPoint><Max>2</Max>`,
    ) +
    mod(
      'ItemInventoryAssembly',
      `<SalesDesc>d</SalesDesc><SalesPrice>1</SalesPrice><BuildPoint>1</BuildPoint><Max>1</Max><ClearItemsInGroup>true</ClearItemsInGroup>`,
    ) +
    mod(
      'ItemFixedAsset',
      `<AcquiredAs>Old</AcquiredAs><PurchaseDesc>d</PurchaseDesc><FixedAssetSalesInfoMod><SalesDesc>d</SalesDesc><SalesPrice>1</SalesPrice></FixedAssetSalesInfoMod><AssetDesc>d</AssetDesc><Location>l</Location>`,
    ),
  modOthers:
    mod('ItemSubtotal', '<Name>n</Name><ItemDesc>d</ItemDesc>') +
    mod(
      'ItemDiscount',
      `<ItemDesc>d</ItemDesc><DiscountRate>1</DiscountRate>${ref('AccountRef', 'Sales')}<ApplyAccountRefToExistingTxns>true</ApplyAccountRefToExistingTxns>`,
    ) +
    mod('ItemPayment', `<ItemDesc>d</ItemDesc>${ref('DepositToAccountRef', 'Checking')}`) +
    mod('ItemSalesTax', `<ItemDesc>d</ItemDesc><TaxRate>1</TaxRate>`) +
    mod('ItemSalesTaxGroup', `<ItemDesc>d</ItemDesc>${ref('ItemSalesTaxRef', 'County')}`) +
    mod(
      'ItemGroup',
      `<ItemDesc>d</ItemDesc><IsPrintItemsInGroup>true</IsPrintItemsInGroup><ItemGroupLine>${ref('ItemRef', 'Labor')}<Quantity>1</Quantity></ItemGroupLine>`,
    ) +
    mod('SalesTaxCode', '<Name>n</Name><IsActive>true</IsActive><IsTaxable>true</IsTaxable><Desc>d</Desc>') +
    mod('Currency', '<Name>n</Name><IsActive>true</IsActive><CurrencyCode>MXN</CurrencyCode>'),
};

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

const PAYABLES_RETS = [
  'Bill', 'VendorCredit', 'BillPaymentCheck', 'BillPaymentCreditCard', 'Transfer', 'JournalEntry', 'Check',
  'Transaction', 'BillToPay', 'Report',
]; // prettier-ignore

/** Ids of transactions and lines come from one counter: the bill has 1 and its lines 2 and 3, and so on. */
const PAYABLES_REQUESTS: Readonly<Record<string, string>> = {
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

/** One of every kind of message, with as many elements as an entry can show. */
const REQUESTS: Readonly<Record<string, string>> = {
  host: '<HostQueryRq requestID="0"/>',
  company: `<CompanyQueryRq requestID="1"><OwnerID>${OWNER}</OwnerID></CompanyQueryRq>`,
  preferences: '<PreferencesQueryRq requestID="2"/>',
  defineField: `<DataExtDefAddRq><DataExtDefAdd><OwnerID>${OWNER}</OwnerID><DataExtName>BillcomID</DataExtName><DataExtType>STR255TYPE</DataExtType><AssignToObject>Vendor</AssignToObject></DataExtDefAdd></DataExtDefAddRq>`,
  addAccount:
    '<AccountAddRq><AccountAdd><Name>Sub &#8364;</Name><ParentRef><FullName>Checking</FullName></ParentRef><AccountType>Bank</AccountType><AccountNumber>1010</AccountNumber><BankNumber>99</BankNumber><Desc>d</Desc><OpenBalance>5.00</OpenBalance><OpenBalanceDate>2026-01-01</OpenBalanceDate><TaxLineID>1864</TaxLineID></AccountAdd></AccountAddRq>',
  addClass: '<ClassAddRq><ClassAdd><Name>East</Name></ClassAdd></ClassAddRq>',
  addTerms:
    '<StandardTermsAddRq><StandardTermsAdd><Name>Net 15</Name><StdDueDays>15</StdDueDays><StdDiscountDays>5</StdDiscountDays><DiscountPct>2.5</DiscountPct></StandardTermsAdd></StandardTermsAddRq><DateDrivenTermsAddRq><DateDrivenTermsAdd><Name>10th</Name><DayOfMonthDue>10</DayOfMonthDue><DueNextMonthDays>3</DueNextMonthDays><DiscountDayOfMonth>5</DiscountDayOfMonth><DiscountPct>1</DiscountPct></DateDrivenTermsAdd></DateDrivenTermsAddRq>',
  addVendor: `<VendorAddRq requestID="v"><VendorAdd><Name>Caf&#233;</Name><IsActive>true</IsActive><ClassRef><FullName>East</FullName></ClassRef><CompanyName>C</CompanyName><Salutation>Mr</Salutation><FirstName>A</FirstName><MiddleName>B</MiddleName><LastName>C</LastName><JobTitle>J</JobTitle>${address('VendorAddress')}${address('ShipAddress')}${phones()}<NameOnCheck>N</NameOnCheck><AccountNumber>1</AccountNumber><Notes>n</Notes><TermsRef><FullName>Net 15</FullName></TermsRef><CreditLimit>100</CreditLimit><VendorTaxIdent>12-3456789</VendorTaxIdent><IsVendorEligibleFor1099>1</IsVendorEligibleFor1099><OpenBalance>7.00</OpenBalance><ExternalGUID>${OWNER}</ExternalGUID><PrefillAccountRef><FullName>Checking</FullName></PrefillAccountRef></VendorAdd></VendorAddRq>`,
  addCustomer: `<CustomerAddRq><CustomerAdd><Name>Kern</Name><CompanyName>C</CompanyName>${address('BillAddress')}${address('ShipAddress')}<ShipToAddress><Name>Home</Name><Addr1>1</Addr1><DefaultShipTo>true</DefaultShipTo></ShipToAddress>${phones()}<TermsRef><FullName>10th</FullName></TermsRef><ResaleNumber>1</ResaleNumber><AccountNumber>1</AccountNumber><CreditLimit>1.00</CreditLimit><CreditCardInfo><CreditCardNumber>1</CreditCardNumber><ExpirationMonth>1</ExpirationMonth><ExpirationYear>2030</ExpirationYear></CreditCardInfo><JobStatus>Awarded</JobStatus><JobStartDate>2026-01-01</JobStartDate><JobDesc>d</JobDesc><Notes>n</Notes><PreferredDeliveryMethod>Email</PreferredDeliveryMethod><ExternalGUID>0</ExternalGUID></CustomerAdd></CustomerAddRq><CustomerAddRq><CustomerAdd><Name>Kitchen</Name><ParentRef><FullName>Kern</FullName></ParentRef></CustomerAdd></CustomerAddRq>`,
  addTaxCode:
    '<SalesTaxCodeAddRq><SalesTaxCodeAdd><Name>Tax</Name><IsActive>true</IsActive><IsTaxable>true</IsTaxable><Desc>d</Desc></SalesTaxCodeAdd></SalesTaxCodeAddRq>',
  addCurrency:
    '<CurrencyAddRq><CurrencyAdd><Name>Peso</Name><CurrencyCode>MXN</CurrencyCode><CurrencyFormat><ThousandSeparator>Comma</ThousandSeparator><ThousandSeparatorGrouping>XX_XXX_XXX</ThousandSeparatorGrouping><DecimalPlaces>2</DecimalPlaces><DecimalSeparator>Period</DecimalSeparator></CurrencyFormat></CurrencyAdd></CurrencyAddRq>',
  ...ITEM_REQUESTS,
  addOtherName: `<OtherNameAddRq><OtherNameAdd><Name>Somebody</Name><CompanyName>C</CompanyName>${address('OtherNameAddress')}<Phone>1</Phone><AccountNumber>1</AccountNumber><Notes>n</Notes><ExternalGUID>0</ExternalGUID></OtherNameAdd></OtherNameAddRq>`,
  writeField: `<DataExtAddRq><DataExtAdd><OwnerID>${OWNER}</OwnerID><DataExtName>BillcomID</DataExtName><ListDataExtType>Vendor</ListDataExtType><ListObjRef><FullName>Caf&#233;</FullName></ListObjRef><DataExtValue>009</DataExtValue></DataExtAdd></DataExtAddRq>`,
  accounts: `<AccountQueryRq requestID="a"><ActiveStatus>All</ActiveStatus><FromModifiedDate>2020-01-01T00:00:00</FromModifiedDate><OwnerID>${OWNER}</OwnerID></AccountQueryRq>`,
  classes: '<ClassQueryRq requestID="c" metaData="MetaDataAndResponseData"/>',
  vendors: `<VendorQueryRq requestID="v" iterator="Start"><MaxReturned>1</MaxReturned><ActiveStatus>All</ActiveStatus><OwnerID>${OWNER}</OwnerID></VendorQueryRq>`,
  customers: '<CustomerQueryRq metaData="MetaDataAndResponseData"/>',
  entities: '<EntityQueryRq><ActiveStatus>All</ActiveStatus></EntityQueryRq>',
  terms: '<TermsQueryRq/>',
  fields: `<DataExtDefQueryRq><OwnerID>${OWNER}</OwnerID></DataExtDefQueryRq>`,
  employees: '<EmployeeQueryRq/>',
  taxCodes: '<SalesTaxCodeQueryRq/>',
  currencies: '<CurrencyQueryRq/>',
  items: `<ItemQueryRq iterator="Start"><MaxReturned>50</MaxReturned><ActiveStatus>All</ActiveStatus><OwnerID>${OWNER}</OwnerID></ItemQueryRq>`,
  services:
    '<ItemServiceQueryRq><NameFilter><MatchCriterion>StartsWith</MatchCriterion><Name>L</Name></NameFilter><ClassFilter><FullName>East</FullName></ClassFilter></ItemServiceQueryRq>',
  missing: '<VendorQueryRq><ListID>1-1</ListID></VendorQueryRq>',
  nothing:
    '<ClassQueryRq><NameFilter><MatchCriterion>Contains</MatchCriterion><Name>zzz</Name></NameFilter></ClassQueryRq>',
  failures:
    '<VendorAddRq><VendorAdd><Name>caf&#233;</Name></VendorAdd></VendorAddRq><VendorModRq><VendorMod><ListID>1</ListID><EditSequence>1</EditSequence></VendorMod></VendorModRq>',
  unsupported: '<InvoiceQueryRq requestID="1"/>',
  ...PAYABLES_REQUESTS,
  deletion: '<ListDelRq><ListDelType>Customer</ListDelType><ListID>80000003-1</ListID></ListDelRq>',
  deleted:
    '<ListDeletedQueryRq><ListDelType>OtherName</ListDelType></ListDeletedQueryRq><TxnDeletedQueryRq><TxnDelType>Bill</TxnDelType></TxnDeletedQueryRq>',
};

function address(name: string): string {
  return `<${name}><Addr1>1</Addr1><Addr2>2</Addr2><City>Reno</City><State>NV</State><PostalCode>89501</PostalCode><Country>US</Country><Note>n</Note></${name}>`;
}

function phones(): string {
  return '<Phone>1</Phone><AltPhone>2</AltPhone><Fax>3</Fax><Email>a@b</Email><Cc>c@d</Cc><Contact>E</Contact><AltContact>F</AltContact><AdditionalContactRef><ContactName>Skype</ContactName><ContactValue>x</ContactValue></AdditionalContactRef>';
}

function messageSet(requests: string, id: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq newMessageSetID="${id}" onError="continueOnError">${requests}</QBXMLMsgsRq></QBXML>`;
}

/** The same document with two neighbouring elements of different names exchanged, once for every such place. */
function swappedNeighbours(name: string, document: string): { fileName: string; contents: string }[] {
  const leaves = /<(\w+)>([^<]*)<\/\1>(?=<(\w+)>[^<]*<\/\3>)/g;
  return [...document.matchAll(leaves)].flatMap((match) => {
    const [first, tag] = match;
    const rest = document.slice(match.index + first.length);
    const second = /^<(\w+)>[^<]*<\/\1>/.exec(rest);
    if (!second || second[1] === tag) return [];
    const contents = document.slice(0, match.index) + second[0] + first + rest.slice(second[0].length);
    return [{ fileName: `${name}-${tag ?? ''}-${second[1] ?? ''}.xml`, contents }];
  });
}

function isRead(document: string): boolean {
  try {
    readMessageSet(document, '16.0');
    return true;
  } catch {
    return false;
  }
}

function validate(xml: XMLFileInfo[], version: '13.0' | '16.0') {
  const short = version.replace('.', '');
  const files = readdirSync(join(SCHEMA, version)).map((fileName) => ({
    fileName,
    contents: readFileSync(join(SCHEMA, version, fileName), 'utf8'),
  }));
  const entry = `qbxmlops${short}.xsd`;
  return validateXML({
    xml,
    schema: files.filter(({ fileName }) => fileName === entry),
    preload: files.filter(({ fileName }) => fileName !== entry),
    initialMemoryPages: 1024,
    maxMemoryPages: 8192,
  });
}

function openWithEverything(directory: string): SimulatedQuickBooks {
  const quickBooks = openSimulatedQuickBooks({
    directory,
    port: 0,
    seed: {
      accounts: [
        { Name: 'Accounts Payable', AccountType: 'AccountsPayable', SpecialAccountType: 'AccountsPayable' },
        { Name: 'Checking', AccountType: 'Bank', Balance: '-197.02' },
        { Name: 'Sales', AccountType: 'Income' },
        { Name: 'Costs', AccountType: 'CostOfGoodsSold' },
        { Name: 'Stock', AccountType: 'OtherCurrentAsset' },
        { Name: 'Card', AccountType: 'CreditCard' },
      ],
      currencies: [{ Name: 'US Dollar', CurrencyCode: 'USD' }],
      employees: [{ FirstName: 'Ann', LastName: 'Reed', HiredDate: '2020-01-01' }],
      preferences: {
        MultiCurrencyPreferences: { IsMultiCurrencyOn: true, HomeCurrencyRef: { FullName: 'US Dollar' } },
        PurchasesAndVendorsPreferences: { IsUsingInventory: true },
      },
      otherNames: [{ Name: 'Nobody' }],
    },
    msPerRequest: 0,
    msPerRecord: 0,
    zone: 'America/Los_Angeles',
    clockSkewMs: 0,
    printedOffset: 'standard',
    highestVersion: '16.0',
    companyFile: 'C:\\Books\\test.qbw',
    iteratorIdleMs: 10_000,
    realNow: () => SECONDS * 1000,
    killProcess: () => {
      throw new Error('killed');
    },
  });
  const nobody = quickBooks.parts.file.books.entries('OtherName')[0]?.id ?? '';
  const { books } = quickBooks.parts.file;
  quickBooks.parts.file.commit([
    { do: 'drop', list: 'OtherName', id: nobody },
    {
      do: 'noteDeleted',
      entry: {
        listDelType: 'OtherName',
        id: nobody,
        timeCreated: 1_790_000_000,
        timeDeleted: quickBooks.parts.clock.now(),
        fullName: 'Nobody',
      },
    },
    { do: 'setCompanyDataExt', values: [{ ownerID: OWNER, name: 'FileID', type: 'STR255TYPE', value: 'x' }] },
    { do: 'setCompany', fields: { ...books.company, Phone: '1', Email: 'a@b', EIN: '12-3456789' } },
  ]);
  return quickBooks;
}
