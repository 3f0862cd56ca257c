import fc from 'fast-check';
import type { Book } from '../../../../src/entities/definition';
import { books } from '../../../../src/entities/definition';
import { fates, type Fate } from '../documents/model';

/** What people do to receivables in both books, and what goes wrong while Tieout works, at random. */
export type Step =
  | { readonly do: 'invoice'; readonly book: Book; readonly customer: number; readonly pick: number }
  | { readonly do: 'both'; readonly customer: number; readonly pick: number }
  | {
      readonly do: 'edit';
      readonly book: Book;
      readonly at: number;
      readonly field: number;
      readonly pick: number;
    }
  | { readonly do: 'remove'; readonly book: Book; readonly at: number; readonly isVoid: boolean }
  | { readonly do: 'receive'; readonly at: number; readonly share: number; readonly isScheduled: boolean }
  | { readonly do: 'move'; readonly at: number; readonly to: number }
  | { readonly do: 'apply'; readonly at: number; readonly to: number }
  | { readonly do: 'receiveByHand'; readonly at: number }
  | { readonly do: 'touchPayment'; readonly at: number; readonly how: number }
  | { readonly do: 'credit'; readonly at: number; readonly share: number }
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
  { weight: 7, arbitrary: of('invoice', { book, customer: fc.nat(1), pick: small }) },
  { weight: 2, arbitrary: of('both', { customer: fc.nat(1), pick: small }) },
  { weight: 5, arbitrary: of('edit', { book, at: small, field: small, pick: small }) },
  { weight: 2, arbitrary: of('remove', { book, at: small, isVoid: flag }) },
  { weight: 6, arbitrary: of('receive', { at: small, share: small, isScheduled: flag }) },
  { weight: 3, arbitrary: of('move', { at: small, to: small }) },
  { weight: 4, arbitrary: of('apply', { at: small, to: small }) },
  { weight: 1, arbitrary: of('receiveByHand', { at: small }) },
  { weight: 2, arbitrary: of('touchPayment', { at: small, how: fc.nat(2) }) },
  { weight: 2, arbitrary: of('credit', { at: small, share: small }) },
  { weight: 1, arbitrary: fc.constant({ do: 'answer' as const }) },
  { weight: 8, arbitrary: of('sync', { fates }) },
);
export const steps = fc.array(step, { minLength: 6, maxLength: 40, size: 'max' });
