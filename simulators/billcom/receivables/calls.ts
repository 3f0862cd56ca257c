import { z } from 'zod';
import { refuse } from '../apiError';
import type { Books } from '../books';
import type { Limits } from '../limits';
import type { Act } from '../permissions';
import { readData } from '../requestData';
import { v2Time, type Row } from '../wireValues';
import { emailRequest, recipientsOf, sendInvoice } from './emails';
import { makeReceipt, moveReceipt } from './payments';
import { invoiceShare } from './shares';

/** Whose call it is, and when. */
export interface CallContext {
  readonly books: Books;
  readonly limits: Limits;
  readonly devKey: string;
  readonly now: number;
}

/** A call beside Crud and List: what its caller must be allowed to do, and what it does. */
interface ReceivablesCall {
  readonly act: Act;
  readonly entity: string;
  readonly run: (data: Row, context: CallContext) => Row;
}

const recorded = z.strictObject({
  customerId: z.string(),
  paymentDate: z.iso.date(),
  paymentType: z.enum(['0', '1', '2', '3', '4', '5']),
  amount: z.number().positive(),
  depositToAccountId: z.string().optional(),
  description: z.string().max(4000).optional(),
  refNumber: z.string().max(100).optional(),
  invoicePays: z.array(invoiceShare).default([]),
});
const voided = z.strictObject({ id: z.string() });

/** The v2 calls of receivables beside Crud and List, by path. None has an allowExport (the vendor's pages). */
export const RECEIVABLES_CALLS: Readonly<Record<string, ReceivablesCall>> = {
  /** A payment received outside: paid at once, without a movement of money; what no invoice takes stays unapplied. */
  RecordARPayment: {
    act: 'Create',
    entity: 'ReceivedPay',
    run: (data, { books, now }) => {
      const { invoicePays: invoices, ...rest } = readData(recorded, data);
      const request = { ...rest, invoices, isOnline: false, status: 'paid' as const };
      const precise = v2Time(now, 'milliseconds');
      return { ...makeReceipt(request, books, now), createdTime: precise, updatedTime: precise };
    },
  },
  VoidARPayment: {
    act: 'Update',
    entity: 'ReceivedPay',
    run: (data, { books, now }) => {
      const { id } = readData(voided, data);
      if (books.find('ReceivedPay', id)?.isOnline === true)
        throw refuse.badData('id', 'Only a payment received outside can be voided.');
      return moveReceipt(id, 'void', books, now);
    },
  },
  SendInvoice: {
    act: 'Update',
    entity: 'Invoice',
    run: (data, { books, limits, devKey, now }) => {
      const request = readData(emailRequest, data);
      recipientsOf(request, books);
      limits.countEmail(devKey);
      sendInvoice(request, books, now);
      return {};
    },
  },
};
