import { centsOf, dollars, type TieOutDocument } from '../checks/documents';
import { block, chapter, columns, gap, item, many, tell } from '../say';
import type { Stage } from '../world/stage';

const TOLD = 6;

/** What is owed, in both books, and every difference by its record. */
export async function tieOut({ tieout, company }: Stage): Promise<TieOutDocument> {
  chapter('10  Does accounts payable agree?');
  const report = await tieout.run<TieOutDocument>(['report', 'ap', company.company, '--json'], {
    shown: 'lines',
    // The books differ.
    alsoFine: [5],
  });
  const shown = (amount: string): string => dollars(centsOf(amount));
  block(
    columns([
      ['', 'QuickBooks', 'Bill.com', 'difference'],
      ['owed to vendors', shown(report.quickbooks), shown(report.billcom), shown(report.difference)],
      ['scheduled, not counted yet', shown(report.scheduledQuickbooks), shown(report.scheduledBillcom), ''],
    ]),
    '    ',
  );
  gap();
  if (report.problem !== null) tell(report.problem);
  const differences = report.vendors.flatMap(({ name, differences: mine }) =>
    mine.map((each) => ({ vendor: name, ...each })),
  );
  const agreeing = report.vendors.filter(({ differences: mine }) => mine.length === 0).length;
  if (differences.length === 0) tell(`All ${many(agreeing, 'vendor')} agree to the cent.`);
  else {
    tell(
      `${many(agreeing, 'vendor')} ${agreeing === 1 ? 'agrees' : 'agree'} to the cent. Of the others every difference is named by its record, and together they make the difference above:`,
    );
    const lines = differences.map(
      ({ vendor, word, name, difference, sentence }) =>
        `${shown(difference)}  ${vendor}, ${word} ${name}: ${sentence}`,
    );
    const told = [...new Set(lines)].slice(0, TOLD);
    const times = (line: string): number => lines.filter((each) => each === line).length;
    for (const line of told) item(times(line) > 1 ? `${times(line)} × ${line}` : line);
    const rest = lines.filter((line) => !told.includes(line)).length;
    if (rest > 0) item(`and ${rest} more, in “tieout report ap” (--csv, --json)`);
  }
  return report;
}
