import type { Command } from 'commander';
import { addReportClearing } from './reportClearing';
import { addReportRecode } from './reportRecode';
import { addReportTieOut } from './reportTieOut';

/** Proofs that the books agree, and lists for people and for a spreadsheet. */
export function addReport(program: Command): void {
  const report = program
    .command('report')
    .summary('whether the books agree, and lists for people and for a spreadsheet')
    .description(
      'What the last tie-out of the two books has found, and lists for people and for a spreadsheet.',
    );
  addReportTieOut(report);
  addReportClearing(report);
  addReportRecode(report);
}
