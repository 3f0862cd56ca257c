import { address, postalCodeOf } from './address';
import type { EntityDefinition, EntitySettings } from './definition';
import { active, reference, text } from './fields';
import { asLikely, squeezeName, withoutMark } from './naturalKeys';

declare module './definition' {
  interface EntityNames {
    customer: true;
  }
}

/**
 * Customers and their jobs. Both are Customer records on either side, a job with a parent (qbXML §7, billcom.md §7.4),
 * at any depth. Jobs belong to QuickBooks: what is made below a customer in Bill.com does not go over unless a setting
 * says so.
 */
export function customerDefinition(settings: EntitySettings): EntityDefinition {
  return {
    name: 'customer',
    words: { one: 'customer', many: 'customers' },
    quickbooks: {
      list: 'Customer',
      nameMax: 41,
      fullNameMax: 209,
      iterator: true,
      externalGuid: true,
      facts: (raw) => ({
        fullName: raw.FullName as string | undefined,
        balance: raw.Balance as string | undefined,
        externalGuid: raw.ExternalGUID as string | undefined,
      }),
    },
    billcom: { object: 'Customer', mandatory: ['name'], facts: () => ({}) },
    flows: { quickbooksToBillcom: true, billcomToQuickbooks: true },
    exceptions: [
      {
        words: { one: 'job', many: 'jobs' },
        applies: (fields) => (fields.parent ?? null) !== null,
        flows: {
          quickbooksToBillcom: true,
          billcomToQuickbooks: settings.subCustomersAs === 'jobs',
        },
        cure: 'Nothing, as long as no document uses it. Then make the job in QuickBooks, or choose with “tieout map” which customer or job of QuickBooks it stands for.',
      },
    ],
    mapsTo: ['customer'],
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
      parent: reference({
        label: 'customer',
        quickbooks: 'ParentRef',
        billcom: 'parentCustomerId',
        to: 'customer',
      }),
      companyName: text({
        label: 'company name',
        quickbooks: 'CompanyName',
        max: 41,
        billcom: 'companyName',
        billcomMax: 250,
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
      billAddress: address({ label: 'billing address', quickbooks: 'BillAddress', billcom: 'billAddress' }),
      shipAddress: address({ label: 'shipping address', quickbooks: 'ShipAddress', billcom: 'shipAddress' }),
      phone: text({ label: 'phone', quickbooks: 'Phone', max: 21, billcom: 'phone', billcomMax: 40 }),
      altPhone: text({
        label: 'other phone',
        quickbooks: 'AltPhone',
        max: 21,
        billcom: 'altPhone',
        billcomMax: 40,
      }),
      fax: text({ label: 'fax', quickbooks: 'Fax', max: 21, billcom: 'fax', billcomMax: 40 }),
      email: text({ label: 'e-mail', quickbooks: 'Email', max: 1023, billcom: 'email', billcomMax: 255 }),
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
    },
    matchKeys: (fields, path) => {
      const squeezed = squeezeName(withoutMark(String(fields.name ?? '')));
      const postalCode = postalCodeOf(fields.billAddress);
      const number = fields.accountNumber;
      const isTop = (fields.parent ?? null) === null;
      return {
        certain: [`path ${path}`],
        likely: [
          `path ${asLikely(path)}`,
          // Jobs of different customers are often called alike: only at the top does a spelling tell something.
          ...(isTop && squeezed.length > 2 ? [`spelling ${squeezed}`] : []),
          ...(typeof number === 'string' && postalCode ? [`number ${number} at ${postalCode}`] : []),
        ],
      };
    },
  };
}
