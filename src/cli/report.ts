import type { Command } from 'commander';
import { addReportRecode } from './reportRecode';

/** Lists for people and for a spreadsheet. */
export function addReport(program: Command): void {
  const report = program
    .command('report')
    .summary('lists for people and for a spreadsheet')
    .description('Lists for people and for a spreadsheet.');
  addReportRecode(report);
}
