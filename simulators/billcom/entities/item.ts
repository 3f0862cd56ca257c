import {
  code,
  codes,
  flag,
  number,
  readOnly,
  recordFields,
  reference,
  required,
  text,
  type EntityDefinition,
} from '../entityDefinition';
import { refuse } from '../apiError';
import { UNSET } from '../wireValues';

/** Its price is an amount or a percentage, never both. The purchase side is there as soon as one of its fields is. */
export const item: EntityDefinition = {
  name: 'Item',
  prefix: '0ii',
  seedKey: 'items',
  fields: recordFields('Item', {
    name: text(100, required),
    type: code(codes(0, 13), required),
    shortName: text(100),
    description: text(4000),
    price: number(),
    percentage: number(),
    parentItemId: reference('Item'),
    chartOfAccountId: reference('ChartOfAccount'),
    expenseAccount: reference('ChartOfAccount'),
    purDescription: text(4000),
    purCost: number(),
    hasPurInfo: flag(readOnly),
    taxable: flag(),
  }),
  filterable: ['name', 'parentItemId', 'createdTime', 'updatedTime'],
  parentField: 'parentItemId',
  check: ({ price, percentage }) => {
    if (price !== null && percentage !== null)
      throw refuse.badData('percentage', 'An item has a price or a percentage.');
  },
  derive: ({ expenseAccount, purDescription, purCost }) => ({
    hasPurInfo: expenseAccount !== UNSET || purDescription !== null || purCost !== null,
  }),
};
