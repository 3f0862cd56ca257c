import {
  amount,
  date,
  flag,
  group,
  integer,
  many,
  oneOf,
  percent,
  ref,
  required,
  text,
  type ElementRule,
} from '../language/contentModel';
import { address, addressLines, dataExtRet } from './parts';

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
  'December',
] as const; // prettier-ignore
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** CompanyRet, in order. */
export const companyRet: readonly ElementRule[] = [
  flag('IsSampleCompany'),
  text('CompanyName', 59),
  text('LegalCompanyName', 59),
  group('Address', address),
  group('AddressBlock', addressLines),
  group('LegalAddress', address),
  text('Phone', 51),
  text('Fax', 51),
  text('Email', 1023),
  text('CompanyWebSite', 128),
  oneOf('FirstMonthFiscalYear', MONTHS),
  oneOf('FirstMonthIncomeTaxYear', MONTHS),
  text('CompanyType', 255),
  text('EIN', 20),
  text('TaxForm'),
  group('SubscribedServices', [
    many(
      group('Service', [
        required(text('Name', 50)),
        required(text('Domain', 50)),
        required(text('ServiceStatus')),
      ]),
    ),
  ]),
  group('AccountantCopy', [required(flag('AccountantCopyExists')), date('DividingDate')]),
  dataExtRet,
];

/** PreferencesRet, in order; groups that need references to lists not simulated are left out. */
export const preferencesRet: readonly ElementRule[] = [
  group('AccountingPreferences', [
    flag('IsUsingAccountNumbers'),
    flag('IsRequiringAccounts'),
    flag('IsUsingClassTracking'),
    oneOf('AssignClassesTo', ['None', 'Accounts', 'Items', 'Names']),
    flag('IsUsingAuditTrail'),
    flag('IsAssigningJournalEntryNumbers'),
    date('ClosingDate'),
  ]),
  group('FinanceChargePreferences', [
    percent('AnnualInterestRate'),
    amount('MinFinanceCharge'),
    integer('GracePeriod'),
    ref('FinanceChargeAccountRef', ['Account'], 159),
    flag('IsAssessingForOverdueCharges'),
    oneOf('CalculateChargesFrom', ['DueDate', 'InvoiceOrBilledDate']),
    flag('IsMarkedToBePrinted'),
  ]),
  group('JobsAndEstimatesPreferences', [
    flag('IsUsingEstimates'),
    flag('IsUsingProgressInvoicing'),
    flag('IsPrintingItemsWithZeroAmounts'),
  ]),
  group('MultiCurrencyPreferences', [flag('IsMultiCurrencyOn'), ref('HomeCurrencyRef', ['Currency'], 64)]),
  group('MultiLocationInventoryPreferences', [
    flag('IsMultiLocationInventoryAvailable'),
    flag('IsMultiLocationInventoryEnabled'),
  ]),
  group('PurchasesAndVendorsPreferences', [
    flag('IsUsingInventory'),
    integer('DaysBillsAreDue'),
    flag('IsAutomaticallyUsingDiscounts'),
    ref('DefaultDiscountAccountRef', ['Account'], 159),
  ]),
  group('ReportsPreferences', [
    oneOf('AgingReportBasis', ['AgeFromDueDate', 'AgeFromTransactionDate']),
    oneOf('SummaryReportBasis', ['Accrual', 'Cash']),
  ]),
  group('SalesAndCustomersPreferences', [
    flag('IsTrackingReimbursedExpensesAsIncome'),
    flag('IsAutoApplyingPayments'),
    group('PriceLevels', [required(flag('IsUsingPriceLevels')), flag('IsRoundingSalesPriceUp')]),
  ]),
  group('SalesTaxPreferences', [
    ref('DefaultItemSalesTaxRef', ['ItemSalesTax', 'ItemSalesTaxGroup'], 31),
    oneOf('PaySalesTax', ['Monthly', 'Quarterly', 'Annually']),
    ref('DefaultTaxableSalesTaxCodeRef', ['SalesTaxCode'], 3),
    ref('DefaultNonTaxableSalesTaxCodeRef', ['SalesTaxCode'], 3),
  ]),
  group('TimeTrackingPreferences', [oneOf('FirstDayOfWeek', DAYS)]),
  group('CurrentAppAccessRights', [
    flag('IsAutomaticLoginAllowed'),
    text('AutomaticLoginUserName', 29),
    flag('IsPersonalDataAccessAllowed'),
  ]),
  group('ItemsAndInventoryPreferences', [
    flag('EnhancedInventoryReceivingEnabled'),
    oneOf('IsTrackingSerialOrLotNumber', ['None', 'SerialNumber', 'LotNumber']),
    flag('FIFOEnabled'),
    flag('IsRSBEnabled'),
    flag('IsBarcodeEnabled'),
  ]),
];
