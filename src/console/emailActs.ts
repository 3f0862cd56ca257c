import { z } from 'zod';
import { askForEmails, assertSendsEmails, sayTheyWentOut, sendable } from '../acts/askEmails';
import { deciding } from '../acts/deciding';
import { listEmails, pageOfEmails, type ListedEmail } from '../ledger/emailList';
import type { Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { Fault } from './faults';

/** What people do about invoices to be e-mailed, the same for the page and for the API. */

/** More than a page has boxes for is asked for by `all`. */
const mostChosen = 200;
const invoiceId = z.string().min(1).max(80).describe('The invoice’s id in QuickBooks');

export const sendEmailsSchema = z.strictObject({
  invoices: z
    .union([z.literal('all'), z.array(invoiceId).min(1).max(mostChosen)])
    .describe('all: every one that can be sent and was not'),
  open: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe(
      'With all: how many were not sent yet when they were looked at; refused where it is another number now',
    ),
  again: z.boolean().optional().describe('Also those that were sent before, or may have been'),
});
export type EmailsWanted = z.infer<typeof sendEmailsSchema>;

/** @returns how many were asked for. @throws Problem of the first that cannot be sent; then none is */
export async function sendEmails(
  { company, person }: Inside,
  { database }: ConsoleDeps,
  { invoices, open, again = false }: EmailsWanted,
): Promise<number> {
  assertSendsEmails(company);
  if (invoices === 'all' && again)
    throw new Fault(400, 'Choose which invoices are sent once more.', 'All at once is for those never sent.');
  return deciding({ database, by: person.actsAs }, company, async (acting) => {
    const since = company.settings.receivablesSince;
    if (invoices === 'all' && open !== undefined) {
      const { counts } = await pageOfEmails(acting.tx, company.id, since, {
        list: 'open',
        search: '',
        limit: 0,
        offset: 0,
      });
      if (counts.open !== open)
        throw new Fault(
          409,
          'The list has changed since you looked at it.',
          'Look at it again; nothing was sent.',
        );
    }
    const list = await listEmails(acting.tx, company.id, since);
    return askForEmails(acting, invoices === 'all' ? sendable(list) : chosenOf(list, invoices), again);
  });
}

/** Somebody knows that one of which Bill.com does not tell was sent. */
export async function sayItWentOut(
  { company, person }: Inside,
  { database }: ConsoleDeps,
  invoice: string,
): Promise<void> {
  await deciding({ database, by: person.actsAs }, company, async (acting) => {
    const list = await listEmails(acting.tx, company.id, company.settings.receivablesSince);
    await sayTheyWentOut(acting, company, chosenOf(list, [invoice]));
  });
}

/** @throws Fault where one is not in the list any more */
const chosenOf = (list: readonly ListedEmail[], ids: readonly string[]): ListedEmail[] =>
  [...new Set(ids)].map((id) => {
    const found = list.find(({ quickbooksId }) => quickbooksId === id);
    if (found) return found;
    throw new Fault(
      409,
      'One of these invoices is not marked to be e-mailed any more.',
      'Look at the list again; nothing was asked for.',
    );
  });
