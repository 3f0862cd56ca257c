import type { Command } from 'commander';
import { listEmails, type ListedEmail } from '../ledger/emailList';
import { askForEmails, assertSendsEmails, sayTheyWentOut, sendable } from '../acts/askEmails';
import { examples, ledgerCommand, type LedgerOptions } from './command';
import { emailsText } from './emailsView';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { Problem, wrongUse } from '../words/problem';
import { many, quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';
import { emailDocument } from '../words/emailWords';

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
    if (options.send) assertSendsEmails(company);
    const { asked, list } = await database.inCompany(company.id, async (tx) => {
      const before = await listEmails(tx, company.id, company.settings.receivablesSince);
      const acting = { tx, companyId: company.id, who: by };
      if (options.wentOut) await sayTheyWentOut(acting, company, invoicesCalled(before, options.wentOut));
      const asked = options.send ? await askForEmails(acting, chosen(before, options), options.again) : 0;
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

/** The invoices that are named, or all that can be sent. */
function chosen(list: readonly ListedEmail[], { send = [], again = false }: EmailsOptions): ListedEmail[] {
  const isAll = send.length === 1 && send[0]?.toLowerCase() === 'all';
  if (isAll && again) throw wrongUse('--again takes the numbers of invoices, not all.');
  return isAll ? sendable(list) : invoicesCalled(list, send);
}

const invoicesCalled = (list: readonly ListedEmail[], named: readonly string[]): ListedEmail[] =>
  named.map((wanted) => theInvoice(list, wanted));

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
