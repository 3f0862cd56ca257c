import type { BillcomSeedRow, QuickBooksSeedRow } from './rows';

/** Terms of QuickBooks by number of days: those that vendors have, and the rest of a list that grew. */
export const quickbooksTerms = (): QuickBooksSeedRow[] => [
  { Name: 'Due on receipt', StdDueDays: 0 },
  { Name: 'Net 10', StdDueDays: 10 },
  { Name: 'Net 15', StdDueDays: 15 },
  { Name: 'Net 30', StdDueDays: 30 },
  { Name: '2% 10 Net 30', StdDueDays: 30, StdDiscountDays: 10, DiscountPct: 2 },
  { Name: '1% 10 Net 30', StdDueDays: 30, StdDiscountDays: 10, DiscountPct: 1 },
  { Name: 'Net 45', StdDueDays: 45 },
  { Name: 'Retainage Net 60', StdDueDays: 60 },
  { Name: 'Old 90 days', StdDueDays: 90, IsActive: false },
];

/** Terms of QuickBooks by day of the month, which Bill.com does not have. */
export const quickbooksDateDrivenTerms = (): QuickBooksSeedRow[] => [
  { Name: '10th of following month', DayOfMonthDue: 10, DueNextMonthDays: 25 },
  { Name: '25th Prox', DayOfMonthDue: 25, DueNextMonthDays: 5, DiscountDayOfMonth: 10, DiscountPct: 1 },
];

/**
 * Payment terms of Bill.com, no two with the same days: alike by name, alike by days only (“Due upon receipt”, “Net 60
 * days”), one whose days are those of an inactive one, and two that QuickBooks lacks.
 */
export const billcomPaymentTerms = (): BillcomSeedRow[] => [
  { name: 'Due upon receipt', netDue: 0 },
  { name: 'Net 10', netDue: 10 },
  { name: 'NET 15', netDue: 15 },
  { name: 'Net 20', netDue: 20 },
  { name: 'Net 30', netDue: 30 },
  { name: 'Net 60 days', netDue: 60 },
  { name: 'Net 75', netDue: 75 },
  { name: 'Net 90', netDue: 90 },
];
