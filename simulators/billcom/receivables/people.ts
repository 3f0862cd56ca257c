import { z } from 'zod';
import { definitionOf } from '../entities/registry';
import type { Books } from '../books';
import { refuse } from '../apiError';
import type { Service } from '../service';
import type { Json } from '../wireValues';
import { applyCredit } from './credits';
import { emailRequest, sendInvoice } from './emails';
import { returnReceived } from './movements';
import { applyReceipt, makeReceipt, moveReceipt, receiptRequest } from './payments';
import { invoiceShare } from './shares';

const id = z.string();
const invoices = z.array(invoiceShare);
const receive = receiptRequest.extend({ organization: id });
const receipt = z.strictObject({
  id,
  to: z.enum(['paid', 'cancel', 'void']),
  /** The day on which the money of a void payment that had reached the bank goes back. */
  returnedOn: z.iso.date().optional(),
});
const apply = z.strictObject({ id, invoices });
const credit = z.strictObject({ creditMemoId: id, invoices });
const send = z.strictObject({ id, to: z.array(z.email()).default([]) });

/**
 * What people do with receivables in the web application, by the route's last part. They create, edit and delete
 * invoices and credit memos as all else.
 */
export const RECEIVABLES_BY_HAND: Readonly<Record<string, (service: Service, body: unknown) => Json>> = {
  receive: (service, body) => {
    const { organization, ...request } = receive.parse(body);
    return makeReceipt(request, service.booksOf(organization), service.now());
  },
  receipt: (service, body) => {
    const { id: which, to, returnedOn } = receipt.parse(body);
    const books = booksWith(service, 'ReceivedPay', which);
    const moved = moveReceipt(which, to, books, service.now());
    if (returnedOn !== undefined) returnReceived(which, returnedOn, books, service.now());
    return moved;
  },
  apply: (service, body) => {
    const { id: which, invoices: shares } = apply.parse(body);
    return applyReceipt(which, shares, booksWith(service, 'ReceivedPay', which), service.now());
  },
  applyCredit: (service, body) => {
    const { creditMemoId, invoices: shares } = credit.parse(body);
    return applyCredit(creditMemoId, shares, booksWith(service, 'CreditMemo', creditMemoId), service.now());
  },
  send: (service, body) => {
    const { id: invoiceId, to } = send.parse(body);
    const books = booksWith(service, 'Invoice', invoiceId);
    const request = emailRequest.parse({ invoiceId, headers: { toEmailAddresses: to }, content: {} });
    return sendInvoice(request, books, service.now());
  },
};

function booksWith(service: Service, entity: string, which: string): Books {
  const definition = definitionOf(entity);
  if (!definition) throw refuse.badEntity(entity);
  return service.booksWith(definition, which);
}
