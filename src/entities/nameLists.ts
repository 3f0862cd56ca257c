import type { QuickBooksList } from './definition';
import { nameList } from './nameList';
import { paymentMethods } from './paymentMethod';

declare module './definition' {
  interface EntityNames {
    employee: true;
    otherName: true;
  }
}

/**
 * The lists that share QuickBooks' one space of names with vendors and customers (qbXML 3100), so that a name in use is
 * foreseen and not tried.
 */
export const nameLists: readonly QuickBooksList[] = [
  nameList('Employee', { one: 'employee', many: 'employees' }, 'employee', 41),
  nameList('OtherName', { one: 'other name', many: 'other names' }, 'otherName', 41),
];

/** Whatever is read of QuickBooks for its names alone. */
export const readForNames: readonly QuickBooksList[] = [...nameLists, paymentMethods];
