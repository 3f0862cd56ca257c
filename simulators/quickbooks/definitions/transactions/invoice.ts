import { amountText } from '../../books/money';
import { amount, flag, oneOf, since } from '../../language/contentModel';
import { appliedOf, isPaid } from '../../processor/transactions/openAmounts';
import { linkToTxnIDs, salesDocument } from './salesDocument';
import { setCredit } from './transactionParts';

/** Invoices (qbxml.md §7). AppliedAmount is negative, as in real answers. */
export const invoice = salesDocument({
  kind: 'Invoice',
  booksKey: 'invoices',
  open: 'BalanceRemaining',
  afterPending: [flag('IsFinanceCharge')],
  links: [linkToTxnIDs, since('10.0', setCredit)],
  linksOfMod: [since('10.0', setCredit)],
  sums: [amount('AppliedAmount')],
  afterMemo: [flag('IsPaid')],
  needsLines: false,
  filters: [oneOf('PaidStatus', ['All', 'PaidOnly', 'NotPaidOnly'])],
  derive: {
    AppliedAmount: ({ id }, context) => amountText(-appliedOf(id, context)),
    IsPaid: (record, context) => String(isPaid(record, context)),
  },
});
