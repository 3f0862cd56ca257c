import type { Command } from 'commander';
import { clearingLines, latestClearingProof } from '../ledger/clearingProofs';
import type { Company } from '../ledger/companies';
import type { Database } from '../ledger/database';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput, quoted } from './output';
import { exitCode, Problem } from './problem';
import { clearingCsv, clearingText, type ClearingDocument } from './reportClearingView';

interface ClearingOptions extends LedgerOptions {
  readonly csv?: boolean;
}

export function addReportClearing(report: Command): void {
  const command = ledgerCommand(report, 'clearing <company>')
    .summary('the proof of the clearing account: payments, transfers, balance, and what each difference is')
    .description(
      'Money Out Clearing as of the last tie-out: its balance at the connection, the payments posted and the transfers\n' +
        'recorded since, what it should come to, QuickBooks’ balance of it, and every payment or transfer that has not\n' +
        'cleared, with its reason and what to do. The lines add up to the cent.\n' +
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
    const taken = await latestClearingProof(tx, company.id);
    if (taken === undefined)
      throw new Problem(`The clearing account of “${company.name}” has not been proven yet.`, {
        cure: `It is proven with the tie-out, as soon as QuickBooks has the account that “moneyOutClearing” names and its balance was read once: tieout sync ${quoted(company.name)} --wait`,
      });
    return { company: company.name, ...taken, lines: await clearingLines(tx, company.id, taken.cycle) };
  });
}
