import {
  code,
  codes,
  recordFields,
  reference,
  required,
  text,
  type EntityDefinition,
} from '../entityDefinition';

/** Account types run from 0 unspecified to 16 non-posting. Numbers are unique: a duplicate is a classic sync error. */
export const chartOfAccount: EntityDefinition = {
  name: 'ChartOfAccount',
  prefix: '0ca',
  seedKey: 'chartOfAccounts',
  fields: recordFields('ChartOfAccount', {
    name: text(250, required),
    accountNumber: text(40),
    accountType: code(codes(0, 16), required),
    description: text(4000),
    parentChartOfAccountId: reference('ChartOfAccount'),
    ca1099Type: code(undefined, { fallback: '0' }),
  }),
  filterable: [],
  unique: ['accountNumber'],
  parentField: 'parentChartOfAccountId',
};
