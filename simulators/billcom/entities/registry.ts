import type { EntityDefinition } from '../entityDefinition';
import { bill } from './bill';
import { chartOfAccount } from './chartOfAccount';
import { creditMemo } from './creditMemo';
import { customer } from './customer';
import { actgClass, department, job } from './dimensions';
import { invoice } from './invoice';
import { item } from './item';
import { paymentTerm } from './paymentTerm';
import { bankAccount, billCredit, billPay, moneyMovement, sentPay } from './payments';
import { convenienceFee, invoiceCredit, receivedPay } from './receipts';
import { vendor } from './vendor';
import { vendorCredit } from './vendorCredit';

/** Every entity of the double, by its name. Order matters to seeds: a list comes after those it refers to. */
export const ENTITIES: ReadonlyMap<string, EntityDefinition> = new Map(
  [
    chartOfAccount,
    department,
    actgClass,
    paymentTerm,
    vendor,
    customer,
    job,
    item,
    bankAccount,
    bill,
    vendorCredit,
    sentPay,
    billPay,
    billCredit,
    invoice,
    creditMemo,
    receivedPay,
    convenienceFee,
    invoiceCredit,
    moneyMovement,
  ].map((each) => [each.name, each]),
);

/** The definition of an entity; undefined for one the double does not have. */
export function definitionOf(entity: string): EntityDefinition | undefined {
  return ENTITIES.get(entity);
}
