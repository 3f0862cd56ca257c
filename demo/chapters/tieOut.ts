import { centsOf, dollars, partiesOf, type TieOutDocument } from '../checks/documents';
import { block, chapter, columns, gap, item, many, tell } from '../say';
import type { TieOuts } from '../world/gatherEvidence';
import type { Stage } from '../world/stage';

const TOLD = 6;

/** What is owed to vendors and by customers, in both books, and every difference by its record. */
export async function tieOut(stage: Stage): Promise<TieOuts> {
  chapter('14  Do accounts payable and receivable agree?');
  const ap = await report(stage, 'ap', 'owed to vendors', 'vendor');
  gap();
  return { ap, ar: await report(stage, 'ar', 'owed by customers', 'customer or job') };
}

async function report(
  { tieout, company }: Stage,
  side: keyof TieOuts,
  title: string,
  party: string,
): Promise<TieOutDocument> {
  const report = await tieout.run<TieOutDocument>(['report', side, company.company, '--json'], {
    shown: 'lines',
    // The books differ.
    alsoFine: [5],
  });
  const plural = party === 'vendor' ? 'vendors' : 'customers and jobs';
  const shown = (amount: string): string => dollars(centsOf(amount));
  block(
    columns([
      ['', 'QuickBooks', 'Bill.com', 'difference'],
      [title, shown(report.quickbooks), shown(report.billcom), shown(report.difference)],
      ['scheduled, not counted yet', shown(report.scheduledQuickbooks), shown(report.scheduledBillcom), ''],
    ]),
    '    ',
  );
  gap();
  if (report.problem !== null) tell(report.problem);
  const parties = partiesOf(report);
  const differences = parties.flatMap(({ name, differences: mine }) =>
    mine.map((each) => ({ party: name, ...each })),
  );
  const agreeing = parties.filter(({ differences: mine }) => mine.length === 0).length;
  if (differences.length === 0) tell(`All ${many(agreeing, party, plural)} agree to the cent.`);
  else {
    tell(
      `${many(agreeing, party, plural)} ${agreeing === 1 ? 'agrees' : 'agree'} to the cent. Of the others every difference is named by its record, and together they make the difference above:`,
    );
    const lines = differences.map(
      ({ party: whose, word, name, difference, sentence }) =>
        `${shown(difference)}  ${whose}, ${word} ${name}: ${sentence}`,
    );
    const told = [...new Set(lines)].slice(0, TOLD);
    const times = (line: string): number => lines.filter((each) => each === line).length;
    for (const line of told) item(times(line) > 1 ? `${times(line)} × ${line}` : line);
    const rest = lines.filter((line) => !told.includes(line)).length;
    if (rest > 0) item(`and ${rest} more, in “tieout report ${side}” (--csv, --json)`);
  }
  return report;
}
