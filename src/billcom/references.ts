import { unsetReference } from '../entities/fields';

export { unsetReference };

/**
 * Ids of Bill.com: 20 characters, case-sensitive, never changed by us. v2 says "no reference" with 20 zeros
 * (reference/billcom.md §4).
 */

/** The id that a v2 reference field names, or undefined where it names none (20 zeros, null, empty, missing). */
export function referencedId(field: string | null | undefined): string | undefined {
  return field === null || field === undefined || field === '' || field === unsetReference
    ? undefined
    : field;
}

/** What to send in a v2 reference field; sending 20 zeros clears the reference. */
export function referenceField(id: string | undefined): string {
  return id ?? unsetReference;
}

/** v2 `isActive`: "1" active, "2" inactive (what Bill.com calls deleted). Any other code is read as active. */
export function isActiveFlag(code: string): boolean {
  return code !== '2';
}
