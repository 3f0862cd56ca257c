import fc from 'fast-check';
import type { Book } from '../../../../src/entities/definition';
import { books } from '../../../../src/entities/definition';
import { fates, type Fate } from '../documents/model';

/** What people do to payables in both books, and what goes wrong while Tieout works, at random. */
export type Step =
  | { readonly do: 'bill'; readonly book: Book; readonly vendor: number; readonly pick: number }
  | { readonly do: 'both'; readonly vendor: number; readonly pick: number }
  | { readonly do: 'credit'; readonly book: Book; readonly vendor: number; readonly pick: number }
  | {
      readonly do: 'edit';
      readonly book: Book;
      readonly at: number;
      readonly field: number;
      readonly pick: number;
    }
  | { readonly do: 'editCredit'; readonly book: Book; readonly at: number; readonly pick: number }
  | { readonly do: 'remove'; readonly book: Book; readonly at: number; readonly isCredit: boolean }
  | {
      readonly do: 'pay';
      readonly at: number;
      readonly share: number;
      readonly withCredit: boolean;
      readonly status: number;
    }
  | { readonly do: 'move'; readonly at: number; readonly to: number }
  | { readonly do: 'payByHand'; readonly at: number; readonly share: number }
  | { readonly do: 'payInBoth'; readonly at: number; readonly share: number; readonly halves: Book }
  | { readonly do: 'close'; readonly upTo: number }
  | { readonly do: 'applyByHand'; readonly at: number }
  | { readonly do: 'touchPayment'; readonly at: number; readonly how: number }
  | { readonly do: 'transfer'; readonly pick: number }
  | { readonly do: 'confirm'; readonly at: number; readonly isVoid: boolean }
  | { readonly do: 'mode'; readonly isOn: boolean }
  | { readonly do: 'decide' }
  | { readonly do: 'answer' }
  | { readonly do: 'sync'; readonly fates: readonly Fate[] };

const book = fc.constantFrom<Book>(...books);
const small = fc.nat(5);
const flag = fc.boolean();
const of = <D extends Step['do'], F extends object>(
  kind: D,
  fields: { [K in keyof F]: fc.Arbitrary<F[K]> },
) => fc.record({ do: fc.constant(kind), ...fields });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: of('bill', { book, vendor: fc.nat(1), pick: small }) },
  { weight: 2, arbitrary: of('both', { vendor: fc.nat(1), pick: small }) },
  { weight: 3, arbitrary: of('credit', { book, vendor: fc.nat(1), pick: small }) },
  { weight: 4, arbitrary: of('edit', { book, at: small, field: small, pick: small }) },
  { weight: 1, arbitrary: of('editCredit', { book, at: small, pick: small }) },
  { weight: 2, arbitrary: of('remove', { book, at: small, isCredit: flag }) },
  { weight: 6, arbitrary: of('pay', { at: small, share: small, withCredit: flag, status: fc.nat(2) }) },
  { weight: 4, arbitrary: of('move', { at: small, to: small }) },
  { weight: 1, arbitrary: of('payByHand', { at: small, share: small }) },
  { weight: 3, arbitrary: of('payInBoth', { at: small, share: small, halves: book }) },
  { weight: 1, arbitrary: of('close', { upTo: small }) },
  { weight: 1, arbitrary: of('applyByHand', { at: small }) },
  { weight: 2, arbitrary: of('touchPayment', { at: small, how: fc.nat(2) }) },
  { weight: 1, arbitrary: of('transfer', { pick: small }) },
  { weight: 2, arbitrary: of('confirm', { at: small, isVoid: flag }) },
  { weight: 2, arbitrary: of('mode', { isOn: flag }) },
  { weight: 1, arbitrary: fc.constant({ do: 'answer' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'decide' as const }) },
  { weight: 8, arbitrary: of('sync', { fates }) },
);
export const steps = fc.array(step, { minLength: 6, maxLength: 40, size: 'max' });
