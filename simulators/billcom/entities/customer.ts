import {
  code,
  flag,
  number,
  readOnly,
  recordFields,
  reference,
  required,
  text,
  type EntityDefinition,
  type FieldRule,
} from '../entityDefinition';

function address(prefix: string): Record<string, FieldRule> {
  const lines = [1, 2, 3, 4].map((line) => [`${prefix}Address${line}`, text(500)] as const);
  return Object.fromEntries([
    ...lines,
    [`${prefix}AddressCity`, text(255)],
    [`${prefix}AddressState`, text(255)],
    [`${prefix}AddressCountry`, text(255)],
    [`${prefix}AddressZip`, text(20)],
  ]);
}

/** With QuickBooks, a job is a customer with a parent. */
export const customer: EntityDefinition = {
  name: 'Customer',
  prefix: '0cu',
  seedKey: 'customers',
  fields: recordFields('Customer', {
    name: text(100, required),
    shortName: text(100),
    parentCustomerId: reference('Customer'),
    companyName: text(250),
    contactFirstName: text(100),
    contactLastName: text(100),
    accNumber: text(100),
    ...address('bill'),
    ...address('ship'),
    email: text(255),
    phone: text(40),
    altPhone: text(40),
    fax: text(40),
    description: text(4000),
    printAs: text(250),
    accountType: code(['0', '1', '2'], { fallback: '0' }),
    invoiceCurrency: text(3),
    paymentTermId: reference('PaymentTerm'),
    taxId: text(16),
    isTaxLiable: flag(),
    balance: number({ isReadOnly: true, fallback: 0 }),
    availCredit: number({ isReadOnly: true, fallback: 0 }),
    hasAuthorizedToCharge: flag(readOnly),
    hasBankAccount: flag(readOnly),
    hasNetBankAccount: flag(readOnly),
    hasBankAccountAutoPay: flag(readOnly),
    hasCreditCard: flag(readOnly),
    hasCreditCardAutoPay: flag(readOnly),
    hasCustomerCard: flag(readOnly),
    defaultDeliveryMethod: text(undefined, readOnly),
    isAutoChargeDismissed: flag(readOnly),
    enabledInvoiceFinancing: flag(readOnly),
    enabledAutoInvoiceFinancing: flag(readOnly),
    creationSource: code(undefined, { isReadOnly: true, fallback: '0' }),
  }),
  filterable: ['name', 'parentCustomerId', 'createdTime', 'updatedTime'],
  parentField: 'parentCustomerId',
};
