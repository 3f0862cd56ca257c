import type { Command } from 'commander';
import { addReportAp } from './reportAp';
import { addReportClearing } from './reportClearing';
import { addReportRecode } from './reportRecode';

/** Proofs that the books agree, and lists for people and for a spreadsheet. */
export function addReport(program: Command): void {
  const report = program
    .command('report')
    .summary('whether the books agree, and lists for people and for a spreadsheet')
    .description(
      'What the last tie-out of the two books has found, and lists for people and for a spreadsheet.',
    );
  addReportAp(report);
  addReportClearing(report);
  addReportRecode(report);
}
