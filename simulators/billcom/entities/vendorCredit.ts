import { refuse } from '../apiError';
import {
  code,
  date,
  lines,
  number,
  recordFields,
  reference,
  required,
  text,
  type EntityDefinition,
} from '../entityDefinition';
import { UNSET, type Row } from '../wireValues';
import { documentLine, inCents, totalOf } from './documentLines';

/** Unlike lines of bills they have no lineOrder (the catalogue of v2). */
const vendorCreditLineItem = documentLine('VendorCreditLineItem', 'vcl', {});

/** Credits of vendors; payments apply them. */
export const vendorCredit: EntityDefinition = {
  name: 'VendorCredit',
  prefix: 'vcr',
  seedKey: 'vendorCredits',
  fields: recordFields('VendorCredit', {
    vendorId: reference('Vendor', required),
    refNumber: text(100, required),
    creditDate: date(required),
    glPostingDate: date(),
    amount: number({ isReadOnly: true, fallback: 0 }),
    appliedAmount: number({ isReadOnly: true, fallback: 0 }),
    creditStatus: code(['0', '1', '2'], { isReadOnly: true, fallback: '1' }),
    approvalStatus: code(['0', '1', '3', '4', '5'], { isReadOnly: true, fallback: '0' }),
    description: text(4000),
    poNumber: text(100),
    applyToBankAccountId: reference('BankAccount'),
    applyToChartOfAccountId: reference('ChartOfAccount'),
    vendorCreditLineItems: lines(vendorCreditLineItem),
  }),
  filterable: [],
  check: (row) => {
    if (row.applyToBankAccountId !== UNSET && row.applyToChartOfAccountId !== UNSET)
      throw refuse.badData('applyToBankAccountId', 'Either a bank account or an account, not both.');
    if (inCents(row.amount) < inCents(row.appliedAmount))
      throw refuse.badData('amount', 'The amount is less than what has been applied.');
    if (!Array.isArray(row.vendorCreditLineItems) || row.vendorCreditLineItems.length === 0)
      throw refuse.missingData('vendorCreditLineItems');
  },
  derive: (row) => ({
    ...appliedOf({ ...row, amount: totalOf(row.vendorCreditLineItems) }),
    glPostingDate: row.glPostingDate ?? row.creditDate ?? null,
  }),
};

/** How much of a credit is used, as its code says it. */
export function appliedOf(row: Row): Row {
  const [amount, applied] = [inCents(row.amount), inCents(row.appliedAmount)];
  const creditStatus = applied === 0 ? '1' : applied >= amount ? '0' : '2';
  return { amount: amount / 100, appliedAmount: applied / 100, creditStatus };
}
