import type { ZodType } from 'zod';
import type { BillcomEntity } from '../../billcom/entities';
import { chartOfAccountRow } from '../../billcom/wire/chartOfAccount';
import { actgClassRow, departmentRow } from '../../billcom/wire/department';
import { vendorRow } from '../../billcom/wire/vendor';
import type { EntityDefinition, RawRecord } from '../../entities/definition';

const schemas: Partial<Record<BillcomEntity, ZodType<RawRecord>>> = {
  ChartOfAccount: chartOfAccountRow,
  Department: departmentRow,
  ActgClass: actgClassRow,
  Vendor: vendorRow,
};

/** Bill.com's object of an entity, and what its rows must look like. */
export function billcomObject(definition: EntityDefinition): {
  object: BillcomEntity;
  schema: ZodType<RawRecord>;
} {
  const object = definition.billcom.object as BillcomEntity;
  const schema = schemas[object];
  if (!schema) throw new Error(`there is no row schema for Bill.com's ${object}`);
  return { object, schema };
}
