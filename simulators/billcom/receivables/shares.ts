import { z } from 'zod';
import { refuse } from '../apiError';
import type { Books } from '../books';
import { inCents } from '../entities/documentLines';
import type { Row } from '../wireValues';
import { receivableOf } from './settle';

/** Dollars for one invoice, of a payment or of a credit memo. */
export const invoiceShare = z.strictObject({
  invoiceId: z.string(),
  amount: z.number().positive(),
  description: z.string().max(4000).optional(),
});
export type InvoiceShare = z.infer<typeof invoiceShare>;

/** Where the shares come from: whose they are, how much there is in cents, and what they are so far. */
export interface ShareSource {
  readonly customerId: string;
  readonly cents: number;
  readonly current: readonly Row[];
}

/**
 * Refuses shares that cannot be.
 *
 * @throws ApiError BDC_1205 for an invoice that is not there, BDC_1143 for one that is deleted, another customer's or
 *   takes less, for an invoice named twice, and for more than there is
 */
export function checkShares(
  shares: readonly InvoiceShare[],
  { customerId, cents, current }: ShareSource,
  books: Books,
): void {
  const seen = new Set<string>();
  for (const { invoiceId, amount } of shares) {
    const invoice = books.find('Invoice', invoiceId);
    if (!invoice) throw refuse.notFound();
    if (seen.has(invoiceId)) throw refuse.badData('invoiceId', 'The invoice is named twice.');
    seen.add(invoiceId);
    if (invoice.customerId !== customerId)
      throw refuse.badData('invoiceId', 'The invoice is of another customer.');
    if (invoice.isActive === '2') throw refuse.badData('invoiceId', 'The invoice has been deleted.');
    const own = current.find((each) => each.invoiceId === invoiceId);
    if (inCents(amount) > receivableOf(invoice) + inCents(own?.amount))
      throw refuse.badData('amount', 'The amount is more than what is due.');
  }
  const total = shares.reduce((sum, { amount }) => sum + inCents(amount), 0);
  if (total > cents) throw refuse.badData('amount', 'More is applied than there is.');
}
