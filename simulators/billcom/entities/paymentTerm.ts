import { recordFields, required, text, whole, type EntityDefinition } from '../entityDefinition';

/**
 * Terms of payment: `netDue` is the number of days. Two of them never have the same days, and none is ever deleted or
 * archived (the vendor's page “Payment terms”); discounts are unknown here.
 */
export const paymentTerm: EntityDefinition = {
  name: 'PaymentTerm',
  prefix: '00p',
  seedKey: 'paymentTerms',
  fields: recordFields('PaymentTerm', {
    name: text(100, required),
    description: text(4000),
    netDue: whole(0, 999, required),
  }),
  filterable: [],
  unique: ['netDue'],
  isReadOnly: true,
  isLasting: true,
};
