import { integer, percent, required, text } from '../language/contentModel';
import type { ListDefinition } from './listDefinition';
import { isActive, listHead, modHead } from './parts';

const flatTerms = { isTree: false, takesDataExt: false, defaults: { IsActive: 'true' } };
const standard = [integer('StdDueDays'), integer('StdDiscountDays'), percent('DiscountPct')];
const dayOfMonth = { minimum: 1, maximum: 31 };

/** Terms by number of days. There is no Mod (qbxml.md §10): only a person changes them. */
export const standardTerms: ListDefinition = {
  ...flatTerms,
  list: 'StandardTerms',
  booksKey: 'terms',
  add: [required(text('Name', 31)), isActive, ...standard],
  byHand: { mod: [...modHead, text('Name', 31), isActive, ...standard] },
  ret: [...listHead, text('Name', 31), isActive, ...standard],
  query: { hasIterator: false, moreFilters: [] },
};

const dateDriven = [
  integer('DueNextMonthDays'),
  integer('DiscountDayOfMonth', dayOfMonth),
  percent('DiscountPct'),
];

/** Terms by day of the month; no Mod either. */
export const dateDrivenTerms: ListDefinition = {
  ...flatTerms,
  list: 'DateDrivenTerms',
  booksKey: 'dateDrivenTerms',
  add: [required(text('Name', 31)), isActive, required(integer('DayOfMonthDue', dayOfMonth)), ...dateDriven],
  byHand: {
    mod: [...modHead, text('Name', 31), isActive, integer('DayOfMonthDue', dayOfMonth), ...dateDriven],
  },
  ret: [...listHead, text('Name', 31), isActive, integer('DayOfMonthDue', dayOfMonth), ...dateDriven],
  query: { hasIterator: false, moreFilters: [] },
};
