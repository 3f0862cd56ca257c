import type { Book, CanonicalValue, ConflictPolicy, FieldDefinition } from '../entities/definition';
import { isEmptyValue, isNotCarried, otherBook, sameValue } from '../entities/definition';

/** The values of one field: now, and as last agreed. A base of `undefined` means: these two never agreed on it. */
export interface FieldState {
  readonly quickbooks: CanonicalValue;
  readonly billcom: CanonicalValue;
  readonly quickbooksBase: CanonicalValue | undefined;
  readonly billcomBase: CanonicalValue | undefined;
  /** The links by which these references were the same end now: without an edit they count as never agreed. */
  readonly hasParted?: boolean;
  /** The book whose reference is to a record that is not there any more, while the other's is to a living one. */
  readonly goneIn?: Book | undefined;
}

export type FieldDecision =
  | { readonly kind: 'unchanged' }
  /** Both say the same (each in its own form): the bases move, nothing is written. */
  | { readonly kind: 'agreed' }
  /** One side's value goes over. `overwrites`: the other side's own edit is lost (and audited). */
  | { readonly kind: 'flows'; readonly from: Book; readonly overwrites: boolean }
  | { readonly kind: 'conflict' };

/**
 * Three-way decision for one field (design §6): each book is compared with its own base, so that shortened names and
 * reformatted addresses are no changes.
 * @param isSame whether the two values are known to be the same: for references, a linked pair or both empty.
 */
export function reconcileField(
  field: FieldDefinition,
  state: FieldState,
  policy: ConflictPolicy,
  isSame: boolean,
): FieldDecision {
  const noBase = state.quickbooksBase === undefined || state.billcomBase === undefined;
  const quickbooksChanged = noBase || !sameValue(state.quickbooks, state.quickbooksBase);
  const billcomChanged = noBase || !sameValue(state.billcom, state.billcomBase);
  const hasParted = !quickbooksChanged && !billcomChanged && state.hasParted === true;
  const neverAgreed = noBase || hasParted;
  if (!quickbooksChanged && !billcomChanged && !hasParted) return { kind: 'unchanged' };
  if (isSame || (field.kind !== 'reference' && agrees(field, state.quickbooks, state.billcom)))
    return { kind: 'agreed' };
  if (neverAgreed) {
    const quickbooksEmpty = isEmptyValue(state.quickbooks);
    if (quickbooksEmpty !== isEmptyValue(state.billcom)) {
      return { kind: 'flows', from: quickbooksEmpty ? 'billcom' : 'quickbooks', overwrites: false };
    }
  } else if (quickbooksChanged !== billcomChanged) {
    return { kind: 'flows', from: quickbooksChanged ? 'quickbooks' : 'billcom', overwrites: false };
  }
  // Nobody chooses between a record and one that is not there any more.
  if (state.goneIn !== undefined) return { kind: 'flows', from: otherBook(state.goneIn), overwrites: false };
  return policy === 'ask' ? { kind: 'conflict' } : { kind: 'flows', from: policy, overwrites: true };
}

/** Whether two values are the same thing, each in the form its book can hold; of a field that follows one book, in that book's. */
export function agrees(field: FieldDefinition, quickbooks: CanonicalValue, billcom: CanonicalValue): boolean {
  // Also in a form that neither book would be given, such as an address with an empty line.
  if (sameForPeople(quickbooks, billcom)) return true;
  const billcomInQuickbooks = field.inBook.quickbooks(billcom);
  if (
    field.follows !== 'quickbooks' &&
    !isNotCarried(billcomInQuickbooks) &&
    sameForPeople(billcomInQuickbooks, quickbooks)
  )
    return true;
  const quickbooksInBillcom = field.inBook.billcom(quickbooks);
  return (
    field.follows !== 'billcom' &&
    !isNotCarried(quickbooksInBillcom) &&
    sameForPeople(quickbooksInBillcom, billcom)
  );
}

/** Empty in any form is empty. */
export const sameForPeople = (one: CanonicalValue | undefined, two: CanonicalValue | undefined): boolean =>
  sameValue(one, two) || (isEmptyValue(one) && isEmptyValue(two));
