/** Reports: only the aging of payables or receivables, as of a day. Its answer is a ReportRet (reportRows.ts). */
import type { Message } from '../grammar';
import { aggregate, boolean, date, oneOf, required } from '../grammar';
import { accountTypeFilter, ofTypeOrTree } from './transaction';

export const reportMessages: readonly Message[] = [
  {
    name: 'AgingReportQueryRq',
    kind: 'query',
    iterator: false,
    metaData: false,
    body: [
      required(oneOf('AgingReportType', ['APAgingSummary', 'ARAgingSummary'])),
      boolean('DisplayReport'),
      aggregate('ReportPeriod', date('FromReportDate'), date('ToReportDate')),
      ofTypeOrTree('ReportAccountFilter', accountTypeFilter),
      oneOf('ReportAgingAsOf', ['ReportEndDate', 'Today']),
    ],
  },
];
