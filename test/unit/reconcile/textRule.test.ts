import { changedTexts } from '../../../src/reconcile/textRule';
import { called, vendor } from './samples';

/** What a write's audit line says of texts that its book cannot hold as they are. */
describe('a text that goes over changed', () => {
  const told = (name: string): string[] => {
    const written = vendor.fields.name!.inBook.quickbooks(name) as string;
    return changedTexts(vendor, {
      fields: { name: written, phone: '555' },
      sourceBase: { name, phone: '555' },
    });
  };

  test('is told with its original and what was done to it', () => {
    expect(told('Northern Consolidated Building Supplies East Branch')).toEqual([
      'the name “Northern Consolidated Building Supplies East Branch” stands there as “Northern Consolidated Building Supplies E” (shortened)',
    ]);
    expect(told('Łódź: North')).toEqual([
      'the name “Łódź: North” stands there as “Lódz - North” (characters replaced that QuickBooks cannot hold)',
    ]);
    expect(told(' Acme ')).toEqual(['the name “ Acme ” stands there as “Acme” (blanks taken off)']);
  });

  test('is not told when it stands there as it is, and references are no texts', () => {
    expect(told('Acme')).toEqual([]);
    const item = called('item');
    expect(
      changedTexts(item, { fields: { incomeAccount: 'B1' }, sourceBase: { incomeAccount: 'Q1' } }),
    ).toEqual([]);
  });
});
