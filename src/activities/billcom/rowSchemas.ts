import type { ZodType } from 'zod';
import type { BillcomEntity } from '../../billcom/entities';
import { billRow } from '../../billcom/wire/bill';
import { billCreditRow } from '../../billcom/wire/billCredit';
import { chartOfAccountRow } from '../../billcom/wire/chartOfAccount';
import { creditMemoRow, invoiceCreditRow } from '../../billcom/wire/creditMemo';
import { customerRow } from '../../billcom/wire/customer';
import { actgClassRow, departmentRow } from '../../billcom/wire/department';
import { invoiceRow } from '../../billcom/wire/invoice';
import { itemRow } from '../../billcom/wire/item';
import { moneyMovementRow } from '../../billcom/wire/moneyMovement';
import { paymentTermRow } from '../../billcom/wire/paymentTerm';
import { receivedPayRow } from '../../billcom/wire/receivedPay';
import { sentPayRow } from '../../billcom/wire/sentPay';
import { vendorRow } from '../../billcom/wire/vendor';
import { vendorCreditRow } from '../../billcom/wire/vendorCredit';
import type { EntityDefinition, RawRecord } from '../../entities/definition';

const schemas: Partial<Record<BillcomEntity, ZodType<RawRecord>>> = {
  ChartOfAccount: chartOfAccountRow,
  Department: departmentRow,
  ActgClass: actgClassRow,
  PaymentTerm: paymentTermRow,
  Item: itemRow,
  Customer: customerRow,
  Vendor: vendorRow,
  Bill: billRow,
  BillCredit: billCreditRow,
  VendorCredit: vendorCreditRow,
  SentPay: sentPayRow,
  ReceivedPay: receivedPayRow,
  MoneyMovement: moneyMovementRow,
  Invoice: invoiceRow,
  CreditMemo: creditMemoRow,
  InvoiceCredit: invoiceCreditRow,
};

/** Bill.com's object of an entity, and what its rows must look like. */
export const billcomObject = ({ billcom }: EntityDefinition) => billcomRows(billcom.object);

/** @param name the object's name in Bill.com */
export function billcomRows(name: string): { object: BillcomEntity; schema: ZodType<RawRecord> } {
  const object = name as BillcomEntity;
  const schema = schemas[object];
  if (!schema) throw new Error(`there is no row schema for Bill.com's ${object}`);
  return { object, schema };
}
