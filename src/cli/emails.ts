import type { Command } from 'commander';
import { audit } from '../ledger/audit';
import type { Company } from '../ledger/companies';
import type { Transaction } from '../ledger/database';
import { listEmails, type ListedEmail } from '../ledger/emailList';
import { askForEmail, settleByWord } from '../ledger/invoiceEmails';
import { enqueueSignal } from '../ledger/outbox';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { emailDocument, emailsText, mayBeSent, whyNotSent } from './emailsView';
import { companyCalled, withLedger } from './ledger';
import { createOutput, many, quoted } from './output';
import { Problem, wrongUse } from './problem';

interface EmailsOptions extends LedgerOptions {
  readonly send?: readonly string[];
  readonly again?: boolean;
  readonly wentOut?: readonly string[];
}

export function addEmails(program: Command): void {
  const command = ledgerCommand(program, 'emails <company>')
    .summary('invoices marked to be e-mailed in QuickBooks: the list, and Bill.com sends them')
    .description(
      'Lists the invoices that are marked “Email Later” in QuickBooks, and those that were sent. --send has Bill.com e-mail\n' +
        'them to the customer’s address; nothing is sent unless somebody asks for it here. Bill.com sends 5 a minute; the\n' +
        'others wait for their turn, and go on if Tieout is started again.',
    )
    .option('--send <number...>', 'invoices to be e-mailed, by number or id; all: every one that can be')
    .option('--again', 'with --send: also if it was sent before, or may have been')
    .option('--went-out <number...>', 'of these it was not known whether they were sent: they were')
    .action((company: string, options: EmailsOptions) => emails(company, options));
  examples(command, [
    'tieout emails "Hill Builders"',
    'tieout emails "Hill Builders" --send 1042 1043',
    'tieout emails "Hill Builders" --send all',
  ]);
}

async function emails(idOrName: string, options: EmailsOptions): Promise<void> {
  if (options.again && !options.send) throw wrongUse('--again goes with --send.');
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database, by }) => {
    const company = await companyCalled(database, idOrName);
    if (options.send && company.settings.receivables === 'off')
      throw new Problem(`“${company.name}” leaves invoices alone: receivables are switched off.`, {
        cure: `Send them in Bill.com by hand; or sync them again, a preview comes first: tieout company set ${quoted(company.name)} receivables=on`,
      });
    const { asked, list } = await database.inCompany(company.id, async (tx) => {
      const before = await listEmails(tx, company.id, company.settings.receivablesSince);
      if (options.wentOut) await theyWentOut(tx, company, before, options.wentOut, by);
      const asked = options.send ? await ask(tx, company, before, options, by) : 0;
      return { asked, list: await listEmails(tx, company.id, company.settings.receivablesSince) };
    });
    output.result({ company: company.name, asked, emails: list.map(emailDocument) }, () =>
      [
        ...(options.send
          ? [
              asked === 0
                ? 'There is nothing to be sent.'
                : `${many(asked, 'invoice')} will be e-mailed by Bill.com, 5 a minute${company.pausedAt === null ? '' : ', when the company is resumed'}. How it goes: tieout emails ${quoted(company.name)}`,
              '',
            ]
          : []),
        emailsText(company.name, list),
      ].join('\n'),
    );
  });
}

/** @returns how many were asked for. @throws Problem of the first that cannot be sent; then none is */
async function ask(
  tx: Transaction,
  company: Company,
  list: readonly ListedEmail[],
  { send = [], again = false }: EmailsOptions,
  by: string,
): Promise<number> {
  const isAll = send.length === 1 && send[0]?.toLowerCase() === 'all';
  if (isAll && again) throw wrongUse('--again takes the numbers of invoices, not all.');
  const chosen = isAll
    ? list.filter((each) => mayBeSent(each, false))
    : send.map((wanted) => theInvoice(list, wanted));
  for (const email of chosen) {
    const because = whyNotSent(email, again);
    if (because) throw new Problem(because.sentence, { cure: because.cure });
  }
  for (const { billcomId, address, number } of chosen) {
    if (billcomId === null || address === null) throw new Error('an invoice that cannot be sent was chosen');
    if (!(await askForEmail(tx, company.id, { billcomId, address, who: by, again }))) continue;
    await audit(tx, company.id, {
      who: by,
      action: 'asked for an invoice to be e-mailed',
      entity: 'invoice',
      book: 'billcom',
      recordId: billcomId,
      after: { to: address, again },
      detail: number ?? 'without a number',
    });
  }
  if (chosen.length > 0) await enqueueSignal(tx, company.id, 'emailsAsked');
  return chosen.length;
}

async function theyWentOut(
  tx: Transaction,
  company: Company,
  list: readonly ListedEmail[],
  numbers: readonly string[],
  by: string,
): Promise<void> {
  for (const wanted of numbers) {
    const { billcomId, number, state } = theInvoice(list, wanted);
    if (state !== 'unclear' || billcomId === null)
      throw new Problem(`Of the invoice “${number ?? wanted}” it is not in question whether it was sent.`, {
        cure: `See how it stands: tieout emails ${quoted(company.name)}`,
      });
    await settleByWord(tx, company.id, billcomId, `as ${by} said`);
    await audit(tx, company.id, {
      who: by,
      action: 'said that an invoice was sent by e-mail',
      entity: 'invoice',
      book: 'billcom',
      recordId: billcomId,
    });
  }
}

/** By its number, or its id in either book where several have that number. */
function theInvoice(list: readonly ListedEmail[], wanted: string): ListedEmail {
  const found = list.filter(({ quickbooksId, billcomId, number }) =>
    [quickbooksId, billcomId, number].includes(wanted),
  );
  const [only, ...others] = found;
  if (only === undefined)
    throw new Problem(`No invoice “${wanted}” is marked to be e-mailed.`, {
      cure: 'Mark it in QuickBooks (Email Later on the invoice’s Main tab) and sync; “tieout emails” without more lists those that are.',
    });
  if (others.length > 0)
    throw new Problem(`Several invoices have the number “${wanted}”.`, {
      cure: `Name one by its id: ${found.map(({ quickbooksId, customer, total }) => `${quickbooksId} (${customer ?? ''}, ${total ?? ''})`).join(', ')}.`,
    });
  return only;
}
