import { z } from 'zod';
import { refuse } from '../apiError';
import type { Books } from '../books';
import { SENDING_CLEARS_TO_BE_EMAILED } from '../undocumented';
import { newId, v2Time, type Row } from '../wireValues';

/** What SendInvoice takes: both objects must be there, and may be empty (reference page §7.13). */
export const emailRequest = z.strictObject({
  invoiceId: z.string(),
  headers: z.strictObject({
    fromUserId: z.string().startsWith('006').length(20).optional(),
    /** The customer's own address where none is given. */
    toEmailAddresses: z.array(z.email()).default([]),
    ccMe: z.boolean().default(false),
    subject: z.string().optional(),
  }),
  content: z.strictObject({ body: z.string().optional() }),
});
export type EmailRequest = z.infer<typeof emailRequest>;

/** Refuses an e-mail that cannot be sent, before it counts; answers to whom it goes. */
export function recipientsOf({ invoiceId, headers }: EmailRequest, books: Books): string[] {
  const invoice = books.find('Invoice', invoiceId);
  if (!invoice) throw refuse.notFound();
  if (invoice.isActive === '2') throw refuse.badData('invoiceId', 'The invoice has been deleted.');
  if (headers.toEmailAddresses.length > 0) return headers.toEmailAddresses;
  const address = books.find('Customer', String(invoice.customerId))?.email;
  if (typeof address !== 'string') throw refuse.missingData('toEmailAddresses');
  return [address];
}

/** Sends an invoice: keeps the e-mail, which only `GET /books` shows, and when it was. */
export function sendInvoice(request: EmailRequest, books: Books, now: number): Row {
  const { invoiceId, headers, content } = request;
  const to = recipientsOf(request, books);
  const sent = v2Time(now);
  const email: Row = {
    entity: 'InvoiceEmail',
    id: newId('eml'),
    invoiceId,
    fromUserId: headers.fromUserId ?? null,
    to,
    ccMe: headers.ccMe,
    subject: headers.subject ?? null,
    body: content.body ?? null,
    sentTime: sent,
  };
  const flag = SENDING_CLEARS_TO_BE_EMAILED ? { isToBeEmailed: false } : {};
  const invoice = books.find('Invoice', invoiceId) ?? {};
  books.putAll([email, { ...invoice, ...flag, lastSentTime: sent, updatedTime: sent }]);
  return email;
}
