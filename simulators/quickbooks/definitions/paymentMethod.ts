import { many, oneOf, required, text } from '../language/contentModel';
import type { ListDefinition } from './listDefinition';
import { isActive, listHead, modHead } from './parts';

const type = oneOf('PaymentMethodType', [
  'AmericanExpress', 'Cash', 'Check', 'DebitCard', 'Discover', 'ECheck', 'GiftCard', 'MasterCard', 'Other',
  'OtherCreditCard', 'Visa',
]); // prettier-ignore

/** How customers pay. There is no Mod: only a person changes them. */
export const paymentMethod: ListDefinition = {
  list: 'PaymentMethod',
  booksKey: 'paymentMethods',
  isTree: false,
  add: [required(text('Name', 31)), isActive, type],
  byHand: { mod: [...modHead, text('Name', 31), isActive, type] },
  ret: [...listHead, text('Name', 31), isActive, type],
  query: { hasIterator: false, moreFilters: [many(type)] },
  defaults: { IsActive: 'true', PaymentMethodType: 'Other' },
  takesDataExt: false,
};

/** Those of every new company file. */
export const NEW_PAYMENT_METHODS = [
  { Name: 'Cash', PaymentMethodType: 'Cash' },
  { Name: 'Check', PaymentMethodType: 'Check' },
  { Name: 'American Express', PaymentMethodType: 'AmericanExpress' },
  { Name: 'Discover', PaymentMethodType: 'Discover' },
  { Name: 'MasterCard', PaymentMethodType: 'MasterCard' },
  { Name: 'Visa', PaymentMethodType: 'Visa' },
];
