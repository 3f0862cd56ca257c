import type { CanonicalFields } from './definition';

/**
 * The sync start date of receivables (billcom-sync-behaviour.md §2): invoices of QuickBooks go over if they are dated that day
 * or later, whenever they were made. Days are YYYY-MM-DD.
 */

/** Before any day that QuickBooks has (qbxml.md §2: DATETYPE begins in 1901). */
export const fromTheBeginning = '1901-01-01';

/** Whether a document is dated before the start; one without a date is not. */
export const isBeforeStart = (
  { receivablesSince = fromTheBeginning }: { readonly receivablesSince?: string },
  { date }: CanonicalFields,
): boolean => typeof date === 'string' && date < receivablesSince;

/** The day on the calendar of a zone (IANA name). */
export const localDay = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
