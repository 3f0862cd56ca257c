import type { Book, ReferenceTarget } from '../../../src/entities/definition';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { invoiceDefinition } from '../../../src/entities/invoice';
import { item } from '../../../src/entities/item';

/** That an invoice comes to the same in both books, by the way each works out the tax. */

const { comesToAnother } = invoiceDefinition(defaultEntitySettings).document!;
const taxed = (amount: string) => ({ item: 'i', quantity: null, rate: amount, amount, isTaxed: true });

/** An invoice over this with its tax, which goes to `to`, where its item is this. */
const goes = (to: Book, amount: string, tax: string, target: ReferenceTarget | undefined) => {
  const lines = [taxed(amount), { ...taxed('5.00'), isTaxed: false }];
  const total = (Number(amount) + 5 + Number(tax)).toFixed(2);
  const fields = { taxItem: 't', lines };
  return comesToAnother!(fields, { fields, facts: { total, tax } }, to, () => target)?.because;
};
const single = { fields: { percentage: '8.75' }, facts: {} };

/** A group of taxes of QuickBooks, as it is completed. */
const group = (...rates: string[]): ReferenceTarget =>
  item.quickbooks.completed!.complete(
    {
      fields: { name: 'Both' },
      facts: { taxes: rates.map((_, index) => `t${index}`).join(',') },
      deleted: false,
    },
    (_entity, id) => ({
      fields: { percentage: rates[Number(id.slice(1))] ?? null },
      facts: {},
      deleted: false,
    }),
  );

test.each<[string, Book, string, string, ReferenceTarget | undefined, string | undefined]>([
  ['one tax', 'quickbooks', '0.30', '0.03', single, undefined],
  ['a group whose parts round to the same', 'quickbooks', '100.00', '8.75', group('8.25', '0.5'), undefined],
  // 8.25 % is 0.02475 and 0.5 % is 0.0015: QuickBooks rounds each, to 0.02 and nothing.
  ['a group whose parts round down', 'quickbooks', '0.30', '0.03', group('8.25', '0.5'), '0.02 in QuickBooks, and is 0.03'],
  // Twice 0.5 of a cent: each is rounded up.
  ['a group whose parts round up', 'quickbooks', '1.00', '0.01', group('0.5', '0.5'), '0.02 in QuickBooks, and is 0.01'],
  ['a group of returned goods', 'quickbooks', '-0.30', '-0.03', group('8.25', '0.5'), '-0.02 in QuickBooks, and is -0.03'],
  ['a group of which Bill.com knows the sum', 'billcom', '0.30', '0.03', group('8.25', '0.5'), undefined],
  ['a tax of another rate', 'billcom', '100.00', '8.25', single, '8.75 in Bill.com, and is 8.25'],
  ['a group whose taxes were never read', 'quickbooks', '0.30', '0.03', { fields: {}, facts: {} }, undefined],
])('%s is worked out as %s will', (_, to, amount, tax, target, differs) => {
  const because = goes(to, amount, tax, target);
  if (differs === undefined) expect(because).toBeUndefined();
  else expect(because).toContain(`its sales tax would come to ${differs}`);
}); // prettier-ignore
