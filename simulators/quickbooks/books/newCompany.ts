import type { Fields } from '../language/fields';

/** The company card of a new file. */
export function newCompany(companyName: string): Fields {
  return {
    IsSampleCompany: 'false',
    CompanyName: companyName,
    LegalCompanyName: companyName,
    Address: { Addr1: '1 Main Street', City: 'Bayshore', State: 'CA', PostalCode: '94326', Country: 'US' },
    FirstMonthFiscalYear: 'January',
    FirstMonthIncomeTaxYear: 'January',
    TaxForm: 'OtherOrNone',
    AccountantCopy: { AccountantCopyExists: 'false' },
  };
}

/** The preferences of a new file; those that the real program returns for every company (qbwc.md §4). */
export const NEW_PREFERENCES: Fields = {
  AccountingPreferences: {
    IsUsingAccountNumbers: 'false',
    IsRequiringAccounts: 'true',
    IsUsingClassTracking: 'true',
    IsUsingAuditTrail: 'true',
    IsAssigningJournalEntryNumbers: 'true',
  },
  FinanceChargePreferences: {
    AnnualInterestRate: '0.00',
    MinFinanceCharge: '0.00',
    GracePeriod: '0',
    IsAssessingForOverdueCharges: 'false',
    CalculateChargesFrom: 'DueDate',
    IsMarkedToBePrinted: 'false',
  },
  JobsAndEstimatesPreferences: {
    IsUsingEstimates: 'true',
    IsUsingProgressInvoicing: 'false',
    IsPrintingItemsWithZeroAmounts: 'false',
  },
  MultiCurrencyPreferences: { IsMultiCurrencyOn: 'false' },
  MultiLocationInventoryPreferences: {
    IsMultiLocationInventoryAvailable: 'false',
    IsMultiLocationInventoryEnabled: 'false',
  },
  PurchasesAndVendorsPreferences: {
    IsUsingInventory: 'false',
    DaysBillsAreDue: '10',
    IsAutomaticallyUsingDiscounts: 'false',
  },
  ReportsPreferences: { AgingReportBasis: 'AgeFromDueDate', SummaryReportBasis: 'Accrual' },
  SalesAndCustomersPreferences: {
    IsTrackingReimbursedExpensesAsIncome: 'false',
    IsAutoApplyingPayments: 'true',
    PriceLevels: { IsUsingPriceLevels: 'true', IsRoundingSalesPriceUp: 'true' },
  },
  TimeTrackingPreferences: { FirstDayOfWeek: 'Monday' },
  CurrentAppAccessRights: { IsAutomaticLoginAllowed: 'false', IsPersonalDataAccessAllowed: 'true' },
  ItemsAndInventoryPreferences: {
    EnhancedInventoryReceivingEnabled: 'false',
    IsTrackingSerialOrLotNumber: 'None',
    FIFOEnabled: 'false',
    IsRSBEnabled: 'false',
    IsBarcodeEnabled: 'false',
  },
};
