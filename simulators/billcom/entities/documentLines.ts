import {
  code,
  flag,
  number,
  recordFields,
  reference,
  text,
  type EntityDefinition,
} from '../entityDefinition';
import { isRow, UNSET, type Json, type Row } from '../wireValues';

/** A line of a bill or vendor credit. Line ids are not stable: an update of the document makes every line anew. */
export function documentLine(
  name: string,
  prefix: string,
  own: EntityDefinition['fields'],
): EntityDefinition {
  return {
    name,
    prefix,
    seedKey: '',
    fields: recordFields(name, {
      amount: number(),
      chartOfAccountId: reference('ChartOfAccount'),
      departmentId: reference('Department'),
      locationId: reference('Location'),
      employeeId: reference('Employee'),
      actgClassId: reference('ActgClass'),
      customerId: reference('Customer'),
      jobId: reference('Job'),
      jobBillable: flag(),
      itemId: reference('Item'),
      quantity: number(),
      unitPrice: number(),
      description: text(4000),
      lineType: code(['1', '2'], { isReadOnly: true, fallback: '1' }),
      ...own,
    }),
    filterable: [],
    derive: (row) => ({ lineType: row.itemId === UNSET ? '1' : '2', amount: lineAmount(row) }),
  };
}

/** The total of lines, added in cents. */
export function totalOf(lines: Json | undefined): number {
  return rowsOf(lines).reduce((sum, { amount }) => sum + inCents(amount), 0) / 100;
}

/** Lines with their number and the id of their document. */
export function numbered(lines: Json | undefined, own: Row): Row[] {
  return rowsOf(lines).map((line, index) => ({
    ...line,
    ...own,
    ...(line.lineOrder === null ? { lineOrder: index } : {}),
  }));
}

export function rowsOf(lines: Json | undefined): Row[] {
  return Array.isArray(lines) ? lines.filter(isRow) : [];
}

export function inCents(amount: Json | undefined): number {
  return typeof amount === 'number' ? Math.round(amount * 100) : 0;
}

/** An amount counts; without one it is quantity times price, to the cent. */
function lineAmount({ amount, quantity, unitPrice }: Row): number {
  if (typeof amount === 'number') return amount;
  if (typeof quantity !== 'number' || typeof unitPrice !== 'number') return 0;
  return Math.round(Number((quantity * unitPrice * 100).toFixed(4))) / 100;
}
