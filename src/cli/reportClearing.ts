import type { Command } from 'commander';
import { provenAccounts } from '../ledger/clearingProofs';
import type { Company } from '../ledger/companies';
import type { Database } from '../ledger/database';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { exitCode, Problem } from '../words/problem';
import { clearingCsv, clearingText, type ClearingDocument } from './reportClearingView';
import { quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

interface ClearingOptions extends LedgerOptions {
  readonly csv?: boolean;
}

export function addReportClearing(report: Command): void {
  const command = ledgerCommand(report, 'clearing <company>')
    .summary('the proof of the clearing accounts: payments, transfers, balance, and what each difference is')
    .description(
      'Money Out Clearing and Money In Clearing as of the last tie-out: the balance at the connection, the payments posted\n' +
        'and the transfers recorded since, what it should come to, QuickBooks’ balance, and every payment or transfer that\n' +
        'has not cleared, with its reason and what to do. The lines add up to the cent.\n' +
        `Ends with 0 when nothing but money on its way is open, with ${exitCode.needsPerson} otherwise.`,
    )
    .option('--csv', 'as a table for a spreadsheet')
    .action((company: string, options: ClearingOptions) => reportClearing(company, options));
  examples(command, [
    'tieout report clearing "Hill Builders"',
    'tieout report clearing "Hill Builders" --csv',
  ]);
}

async function reportClearing(idOrName: string, options: ClearingOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const company = await companyCalled(database, idOrName);
    const document = await documentOf(database, company);
    output.result(document, () => (options.csv ? clearingCsv(document).trimEnd() : clearingText(document)));
    if (!document.clears) endWith(exitCode.needsPerson);
  });
}

async function documentOf(database: Database, company: Company): Promise<ClearingDocument> {
  return database.inCompany(company.id, async (tx) => {
    const accounts = await provenAccounts(tx, company.id);
    if (accounts.length === 0)
      throw new Problem(`The clearing accounts of “${company.name}” have not been proven yet.`, {
        cure: `They are proven with the tie-out, as soon as QuickBooks has the accounts that “moneyOutClearing” and “moneyInClearing” name and their balances were read once: tieout sync ${quoted(company.name)} --wait`,
      });
    return { company: company.name, clears: accounts.every(({ clears }) => clears), accounts };
  });
}
