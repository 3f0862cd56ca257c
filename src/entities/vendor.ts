import { address, postalCodeOf } from './address';
import type { EntityDefinition } from './definition';
import { active, flag, reference, text } from './fields';
import { foldName, nameKey, squeezeName, withoutMark } from './naturalKeys';

declare module './definition' {
  interface EntityNames {
    vendor: true;
  }
}

export const vendor: EntityDefinition = {
  name: 'vendor',
  words: { one: 'vendor', many: 'vendors' },
  quickbooks: {
    list: 'Vendor',
    nameMax: 41,
    iterator: true,
    externalGuid: true,
    facts: (raw) => ({
      balance: raw.Balance as string | undefined,
      externalGuid: raw.ExternalGUID as string | undefined,
    }),
  },
  billcom: { object: 'Vendor', mandatory: ['name'], facts: () => ({}) },
  flows: { quickbooksToBillcom: true, billcomToQuickbooks: true },
  conflict: 'quickbooks',
  dependsOn: ['terms'],
  nameSpace: 'names',
  fields: {
    name: text({
      label: 'name',
      quickbooks: 'Name',
      max: 41,
      isName: true,
      billcom: 'name',
      billcomMax: 100,
    }),
    active: active(),
    companyName: text({
      label: 'company name',
      quickbooks: 'CompanyName',
      max: 41,
      billcom: 'companyName',
      billcomMax: 255,
    }),
    contactFirstName: text({
      label: 'contact first name',
      quickbooks: 'FirstName',
      max: 25,
      billcom: 'contactFirstName',
      billcomMax: 255,
    }),
    contactLastName: text({
      label: 'contact last name',
      quickbooks: 'LastName',
      max: 25,
      billcom: 'contactLastName',
      billcomMax: 255,
    }),
    address: address({ label: 'address', quickbooks: 'VendorAddress', billcom: 'address' }),
    phone: text({ label: 'phone', quickbooks: 'Phone', max: 21, billcom: 'phone', billcomMax: 40 }),
    fax: text({ label: 'fax', quickbooks: 'Fax', max: 21, billcom: 'fax', billcomMax: 40 }),
    email: text({ label: 'e-mail', quickbooks: 'Email', max: 1023, billcom: 'email', billcomMax: 255 }),
    nameOnCheck: text({
      label: 'name on check',
      quickbooks: 'NameOnCheck',
      max: 41,
      billcom: 'nameOnCheck',
      billcomMax: 250,
    }),
    accountNumber: text({
      label: 'account number',
      quickbooks: 'AccountNumber',
      max: 99,
      billcom: 'accNumber',
      billcomMax: 100,
    }),
    terms: reference({
      label: 'payment terms',
      quickbooks: 'TermsRef',
      billcom: 'paymentTermId',
      to: 'terms',
      withoutTwin: 'leftOut',
    }),
    is1099: flag({
      label: '1099 vendor',
      quickbooks: 'IsVendorEligibleFor1099',
      billcom: 'track1099',
      missing: false,
    }),
  },
  matchKeys: (fields) => {
    const name = String(fields.name ?? '');
    const squeezed = squeezeName(withoutMark(name));
    const postalCode = postalCodeOf(fields.address);
    const number = fields.accountNumber;
    return {
      certain: [`name ${nameKey(name, 41)}`],
      likely: [
        `name ${foldName(name, 41)}`,
        ...(squeezed.length > 2 ? [`spelling ${squeezed}`] : []),
        ...(typeof number === 'string' && postalCode ? [`number ${number} at ${postalCode}`] : []),
      ],
    };
  },
};
