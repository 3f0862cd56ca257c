/** Verbs under which a list or transaction has messages: add, modify, query. */
const A = ['Add'] as const;
const Q = ['Query'] as const;
const AQ = ['Add', 'Query'] as const;
const AM = ['Add', 'Mod'] as const;
const AMQ = ['Add', 'Mod', 'Query'] as const;

/**
 * Requests that real QuickBooks knows and this one does not yet. They pass the parser unread and are answered
 * with statusCode 1030, so that a product can never mistake them for done.
 */
const NAMES: readonly (readonly [verbs: readonly string[], names: string])[] = [
  [
    AMQ,
    `Lead SalesRep ToDo PayrollItemWage PriceLevel Vehicle WorkersCompCode InventorySite Invoice Estimate
     SalesOrder SalesReceipt CreditMemo ReceivePayment Charge PurchaseOrder Bill ItemReceipt VendorCredit
     BillPaymentCheck SalesTaxPaymentCheck InventoryAdjustment TimeTracking Check CreditCardCharge
     CreditCardCredit JournalEntry Deposit BuildAssembly TransferInventory Transfer`,
  ],
  [
    AQ,
    `CustomerType VendorType JobType CustomerMsg PaymentMethod ShipMethod BillingRate UnitOfMeasureSet
     BillPaymentCreditCard ARRefundCreditCard VehicleMileage PayrollYearToDateAdjustment
     PayrollLiabilityAdjustment PayrollPriorPayment`,
  ],
  [
    AM,
    `Employee PayrollItemAddition PayrollItemDeduction PayrollItemCompanyContribution PayrollItemWorkersCompensation
     PayrollItemDirectDeposit PayrollItemTax ListDisplay TxnDisplay`,
  ],
  [A, 'SpecialAccount SpecialItem'],
  [['Mod', 'Query'], 'EmployeeDefault Form1099CategoryAccountMapping'],
  [['Add', 'Del', 'Query'], 'Alert'],
  [['Mod', 'Del'], 'DataExtDef'],
  [['Mod'], 'Preferences ClearedStatus'],
  [['Del', 'Void'], 'Txn'],
  [['Del', 'Query'], 'DataEventRecoveryInfo'],
  [
    Q,
    `CompanyActivity AccountTaxLineInfo PayrollItemNonWage PayrollItem Template SalesTaxReturn
     SalesTaxReturnLine PayrollLastPeriod ReceivePaymentToDeposit BillToPay SalesTaxPayable Transaction
     ItemAssembliesCanBuild Paycheck PayrollLiabilityCheck ItemSites BarCode GeneralSummaryReport JobReport
     TimeReport AgingReport BudgetSummaryReport GeneralDetailReport CustomDetailReport CustomSummaryReport
     PayrollDetailReport PayrollSummaryReport`,
  ],
  [['Merge'], 'List'],
  [['Exec'], 'QBCommand'],
];

const KNOWN = new Set(
  NAMES.flatMap(([verbs, names]) =>
    names.split(/\s+/).flatMap((name) => verbs.map((verb) => `${name}${verb}Rq`)),
  ),
);

/** Whether real QuickBooks has this request. */
export function isKnownElsewhere(name: string): boolean {
  return KNOWN.has(name);
}

/** Whether such a request would change the company file. */
export function wouldWrite(name: string): boolean {
  return !name.endsWith('QueryRq');
}
