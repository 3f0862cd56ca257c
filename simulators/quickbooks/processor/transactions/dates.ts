import { groupOf, textOf, type Fields } from '../../language/fields';
import { preference } from '../features';
import type { RequestContext } from '../requestContext';
import { refused } from '../status';

/** Today on the wall of the PC, YYYY-MM-DD. */
export function today({ clock }: RequestContext): string {
  return clock.local(clock.now()).slice(0, 10);
}

/** Refuses to touch a transaction on or before the closing date (qbXML 3171, 3161). */
export function checkOpenPeriod(
  kind: string,
  dates: readonly (string | undefined)[],
  doing: 'add' | 'mod' | 'del' | 'void',
  { books }: RequestContext,
): void {
  const closing = preference(books.preferences, 'AccountingPreferences', 'ClosingDate');
  if (!closing) return;
  if (dates.some((date) => date !== undefined && date <= closing)) throw refused.closedPeriod(kind, doing);
}

/** When a bill of these terms is due; without terms by the company's preference. */
export function dueDate(txnDate: string, terms: Fields | undefined, context: RequestContext): string {
  const { preferences } = context.books;
  const days = preference(preferences, 'PurchasesAndVendorsPreferences', 'DaysBillsAreDue') ?? 10;
  return dueByTerms(txnDate, terms, context) ?? daysAfter(txnDate, Number(days));
}

/** When a document of these terms is due; undefined without terms. */
export function dueByTerms(
  txnDate: string,
  terms: Fields | undefined,
  context: RequestContext,
): string | undefined {
  const found = context.books.findIn(['StandardTerms', 'DateDrivenTerms'], textOf(terms?.ListID) ?? '');
  if (found?.list === 'StandardTerms')
    return daysAfter(txnDate, Number(textOf(found.fields.StdDueDays) ?? 0));
  return found && dayOfMonth(txnDate, found.fields);
}

/** A day n days later. */
export function daysAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The next such day of a month; one month later for a bill of the last days before it. */
function dayOfMonth(txnDate: string, terms: Fields): string {
  const day = Number(textOf(terms.DayOfMonthDue) ?? 1);
  const grace = Number(textOf(terms.DueNextMonthDays) ?? 0);
  const date = (month: number): string => {
    const [year = 0, own = 1] = txnDate.split('-').map(Number);
    const last = new Date(Date.UTC(year, own + month, 0)).getUTCDate();
    return new Date(Date.UTC(year, own - 1 + month, Math.min(day, last))).toISOString().slice(0, 10);
  };
  const first = date(0) < txnDate ? 1 : 0;
  return daysAfter(txnDate, grace) > date(first) ? date(first + 1) : date(first);
}

/** The group of a preference that names an account. */
export function preferredAccount(group: string, name: string, { books }: RequestContext): Fields | undefined {
  return groupOf(groupOf(books.preferences[group])?.[name]);
}
