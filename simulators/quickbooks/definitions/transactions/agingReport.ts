import {
  date,
  dateTime,
  eitherOf,
  flag,
  group,
  many,
  oneOf,
  required,
  text,
  type Particle,
} from '../../language/contentModel';
import { answerAgingReport } from '../../processor/transactions/agingReport';
import { plainMessage, type MessageDefinition } from '../messageDefinition';
import { dateMacro, tree } from './transactionParts';
import { accountFilter, entityFilter, itemFilter } from './transactionQuery';
import { TXN_TYPES } from './transactionRets';

const model: readonly Particle[] = [
  required(
    oneOf('AgingReportType', [
      'APAgingDetail',
      'APAgingSummary',
      'ARAgingDetail',
      'ARAgingSummary',
      'CollectionsReport',
    ]),
  ),
  flag('DisplayReport'),
  eitherOf(
    group('ReportPeriod', [date('FromReportDate'), date('ToReportDate')]),
    dateMacro('ReportDateMacro'),
  ),
  accountFilter('ReportAccountFilter'),
  entityFilter('ReportEntityFilter'),
  itemFilter('ReportItemFilter'),
  group('ReportClassFilter', [tree]),
  group('ReportTxnTypeFilter', [many(oneOf('TxnTypeFilter', ['All', ...TXN_TYPES]))]),
  eitherOf(
    group('ReportModifiedDateRangeFilter', [
      dateTime('FromReportModifiedDate'),
      dateTime('ToReportModifiedDate'),
    ]),
    dateMacro('ReportModifiedDateRangeMacro'),
  ),
  oneOf('ReportDetailLevelFilter', ['All', 'AllExceptSummary', 'SummaryOnly']),
  oneOf('ReportPostingStatusFilter', ['Either', 'NonPosting', 'Posting']),
  many(text('IncludeColumn')),
  oneOf('IncludeAccounts', ['All', 'InUse']),
  oneOf('ReportAgingAsOf', ['ReportEndDate', 'Today']),
];

/** QuickBooks' own aging of payables and receivables, in sum by name; the other aging reports are 1030. */
export const agingReportQuery: MessageDefinition = plainMessage(
  'AgingReportQueryRq',
  model,
  'reads',
  (request, context) => ({ rets: [answerAgingReport(model, request, context)] }),
);
