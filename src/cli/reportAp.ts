import type { Command } from 'commander';
import type { Company } from '../ledger/companies';
import type { Database } from '../ledger/database';
import { latestTieOut, tieOutDifferences, tieOutVendors } from '../ledger/tieOutReport';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { companyCalled, withLedger } from './ledger';
import { createOutput, quoted } from './output';
import { exitCode, Problem } from './problem';
import { apCsv, apDocument, apText, type ApDocument } from './reportApView';

interface ReportOptions extends LedgerOptions {
  readonly vendor?: string;
  readonly csv?: boolean;
}

export function addReportAp(report: Command): void {
  const command = ledgerCommand(report, 'ap <company>')
    .summary('accounts payable in both books, and what each difference is')
    .description(
      'Accounts payable in QuickBooks and in Bill.com as of the last tie-out: in all, by vendor, and every difference\n' +
        'by its record, with its reason and what to do. The differences add up to the cent.\n' +
        `Ends with 0 when the books agree, with ${exitCode.needsPerson} when they differ.`,
    )
    .option('--vendor <name>', 'only vendors of whose name this is a part, also those that agree')
    .option(
      '--csv',
      'as a table for a spreadsheet: a line for each vendor that agrees, and for each difference',
    )
    .action((company: string, options: ReportOptions) => reportAp(company, options));
  examples(command, [
    'tieout report ap "Hill Builders"',
    'tieout report ap "Hill Builders" --vendor "acme" --csv',
  ]);
}

async function reportAp(idOrName: string, options: ReportOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const company = await companyCalled(database, idOrName);
    const document = await documentOf(database, company, options.vendor);
    output.result(document, () => (options.csv ? apCsv(document).trimEnd() : apText(document)));
    if (!document.agrees) endWith(exitCode.needsPerson);
  });
}

async function documentOf(
  database: Database,
  company: Company,
  vendor: string | undefined,
): Promise<ApDocument> {
  return database.inCompany(company.id, async (tx) => {
    const taken = await latestTieOut(tx, company.id);
    if (taken === undefined)
      throw new Problem(`The books of “${company.name}” have not been tied out yet.`, {
        cure: `It is done at the end of a sync that changed something in accounts payable, and daily: tieout sync ${quoted(company.name)} --wait`,
      });
    const lines = {
      vendors: await tieOutVendors(tx, company.id, taken.cycle),
      differences: await tieOutDifferences(tx, company.id, taken.cycle),
    };
    return apDocument(company.name, taken, lines, vendor);
  });
}
