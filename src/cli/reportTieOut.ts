import { capital } from '../words/stepProgress';
import type { Command } from 'commander';
import { entityDefinitions } from '../entities/registry';
import type { Company } from '../ledger/companies';
import type { Database } from '../ledger/database';
import { latestTieOut, tieOutDifferences, tieOutParties } from '../ledger/tieOutReport';
import { ledgers, sides, sidesOf, type Side } from '../reconcile/tieout/sides';
import { endWith, examples, ledgerCommand, type LedgerOptions } from './command';
import { withLedger } from './ledger';
import { createOutput } from './output';
import { exitCode, Problem } from '../words/problem';
import { tieOutCsv, tieOutDocument, tieOutText, type TieOutDocument } from './reportTieOutView';
import { quoted } from '../words/counted';
import { companyCalled } from '../acts/openLedger';

interface ReportOptions extends LedgerOptions {
  readonly vendor?: string;
  readonly customer?: string;
  readonly csv?: boolean;
}

/** `tieout report ap` and `tieout report ar`. */
export function addReportTieOut(report: Command): void {
  for (const ledger of ledgers) addReport(report, sides[ledger]);
}

function addReport(report: Command, side: Side): void {
  const { ledger, title, party, parties } = side;
  const command = ledgerCommand(report, `${ledger} <company>`)
    .summary(`${title} in both books, and what each difference is`)
    .description(
      `${capital(title)} in QuickBooks and in Bill.com as of the last tie-out: in all, by ${party}, and every difference\n` +
        'by its record, with its reason and what to do. The differences add up to the cent.\n' +
        (party === 'customer'
          ? 'Jobs stand apart below their customer, which has a total with them too.\n'
          : '') +
        `Ends with 0 when the books agree, with ${exitCode.needsPerson} when they differ.`,
    )
    .option(`--${party} <name>`, `only ${parties} of whose name this is a part, also those that agree`)
    .option(
      '--csv',
      `as a table for a spreadsheet: a line for each ${party} that agrees, and for each difference`,
    )
    .action((company: string, options: ReportOptions) => reportTieOut(side, company, options));
  examples(command, [
    `tieout report ${ledger} "Hill Builders"`,
    `tieout report ${ledger} "Hill Builders" --${party} "acme" --csv`,
  ]);
}

async function reportTieOut(side: Side, idOrName: string, options: ReportOptions): Promise<void> {
  const output = createOutput(options.json ?? false);
  await withLedger(options, async ({ database }) => {
    const company = await companyCalled(database, idOrName);
    const document = await documentOf(database, company, side, options[side.party]);
    const { parties, ...head } = document;
    output.result({ ...head, [side.parties]: parties }, () =>
      options.csv ? tieOutCsv(side, document).trimEnd() : tieOutText(side, document),
    );
    if (!document.agrees) endWith(exitCode.needsPerson);
  });
}

async function documentOf(
  database: Database,
  company: Company,
  side: Side,
  part: string | undefined,
): Promise<TieOutDocument> {
  const { ledger, title } = side;
  // What was tied out while it was synced says nothing of today's books.
  if (!sidesOf(entityDefinitions(company.settings)).includes(side))
    throw new Problem(`“${company.name}” does not sync ${title}: receivables are switched off.`, {
      cure: `It is tied out where it is synced; a preview comes first: tieout company set ${quoted(company.name)} receivables=on`,
    });
  return database.inCompany(company.id, async (tx) => {
    const taken = await latestTieOut(tx, company.id, ledger);
    if (taken === undefined)
      throw new Problem(`The books of “${company.name}” have not been tied out yet.`, {
        cure: `It is done at the end of a sync that changed something in ${title}, and daily: tieout sync ${quoted(company.name)} --wait`,
      });
    const lines = {
      parties: await tieOutParties(tx, company.id, taken.cycle, ledger),
      differences: await tieOutDifferences(tx, company.id, taken.cycle, ledger),
    };
    return tieOutDocument(company.name, taken, lines, part);
  });
}
