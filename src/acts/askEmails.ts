import { audit } from '../ledger/audit';
import type { Company } from '../ledger/companies';
import type { Deciding } from '../ledger/decide';
import type { ListedEmail } from '../ledger/emailList';
import { askForEmail, settleByWord } from '../ledger/invoiceEmails';
import { enqueueSignal } from '../ledger/outbox';
import { Problem } from '../words/problem';
import { quoted } from '../words/counted';
import { mayBeSent, whyNotSent } from '../words/emailWords';

/** Asking for invoices to be e-mailed by Bill.com, as the command line and the dashboard do. */

/** @throws Problem where receivables are off */
export function assertSendsEmails({ name, settings }: Company): void {
  if (settings.receivables !== 'off') return;
  throw new Problem(`“${name}” leaves invoices alone: receivables are switched off.`, {
    cure: `Send them in Bill.com by hand; or sync them again, a preview comes first: tieout company set ${quoted(name)} receivables=on`,
  });
}

/** Those that can be asked for now, none a second time. */
export const sendable = (list: readonly ListedEmail[]): ListedEmail[] =>
  list.filter((each) => mayBeSent(each, false));

/**
 * @param again also those that were sent before, or may have been
 * @returns how many were asked for
 * @throws Problem of the first that cannot be sent; then none is
 */
export async function askForEmails(
  { tx, companyId, who }: Deciding,
  chosen: readonly ListedEmail[],
  again = false,
): Promise<number> {
  for (const email of chosen) {
    const because = whyNotSent(email, again);
    if (because) throw new Problem(because.sentence, { cure: because.cure });
  }
  let asked = 0;
  for (const { billcomId, address, number } of chosen) {
    if (billcomId === null || address === null) throw new Error('an invoice that cannot be sent was chosen');
    if (!(await askForEmail(tx, companyId, { billcomId, address, who, again }))) continue;
    asked += 1;
    await audit(tx, companyId, {
      who,
      action: 'asked for an invoice to be e-mailed',
      entity: 'invoice',
      book: 'billcom',
      recordId: billcomId,
      after: { to: address, again },
      detail: number ?? 'without a number',
    });
  }
  if (asked > 0) await enqueueSignal(tx, companyId, 'emailsAsked');
  return asked;
}

/** Somebody knows of these that they were sent. @throws Problem of the first of which it is not in question */
export async function sayTheyWentOut(
  { tx, companyId, who }: Deciding,
  company: Pick<Company, 'name'>,
  emails: readonly ListedEmail[],
): Promise<void> {
  for (const { billcomId, number, quickbooksId, state } of emails) {
    const isSettled =
      state === 'unclear' &&
      billcomId !== null &&
      (await settleByWord(tx, companyId, billcomId, `as ${who} said`));
    if (!isSettled)
      throw new Problem(
        `Of the invoice “${number ?? quickbooksId}” it is not in question whether it was sent.`,
        { cure: `See how it stands: tieout emails ${quoted(company.name)}` },
      );
    await audit(tx, companyId, {
      who,
      action: 'said that an invoice was sent by e-mail',
      entity: 'invoice',
      book: 'billcom',
      recordId: billcomId,
    });
  }
}
