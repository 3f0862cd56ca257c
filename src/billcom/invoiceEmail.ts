import { z } from 'zod';
import { sendInvoiceOperation, type Caller } from './caller';
import type { BillcomClient } from './client';
import { emailsAMinute, hourlyLimit } from './errorCodes';
import { BillcomError } from './errors';
import type { EmailTurns } from './ports';
import { id, text } from './wire/fields';

/** What is to be e-mailed (billcom.md §7.13). */
export interface InvoiceEmail {
  /** The invoice in Bill.com. */
  readonly invoiceId: string;
  readonly address: string;
}

const minuteMs = 60_000;

/** v2 `SendInvoice`, in its turn. Both objects must be there; Bill.com's own words are used where they are empty. */
export async function sendInvoice(
  caller: Caller,
  turns: EmailTurns,
  { invoiceId, address }: InvoiceEmail,
): Promise<void> {
  const turn = await turns.take();
  if (!turn.granted)
    throw new BillcomError({
      ...emailsAMinute,
      class: emailsAMinute.reaction,
      isOwnLimit: true,
      retryAfterMs: turn.retryAfterMs,
      operation: sendInvoiceOperation,
    });
  const data = { invoiceId, headers: { toEmailAddresses: [address] }, content: {} };
  try {
    await caller.call({ operation: sendInvoiceOperation, data, isWrite: true });
  } catch (error) {
    // Without an answer it is our own count of the hour's calls.
    const isTold =
      error instanceof BillcomError && error.code === hourlyLimit && error.httpStatus !== undefined;
    if (!isTold) throw error;
    throw error.but({ ...emailsAMinute, retryAfterMs: minuteMs });
  } finally {
    await turn.over();
  }
}

const sentRow = z.object({ id, lastSentTime: text });

/** When Bill.com last sent an invoice, as it prints it; null: never. @throws BillcomError */
export async function lastSentTime(client: BillcomClient, invoiceId: string): Promise<string | null> {
  const { lastSentTime: at } = await client.read('Invoice', invoiceId, sentRow);
  return at ? at : null;
}
