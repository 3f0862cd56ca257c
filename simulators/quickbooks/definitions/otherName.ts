import { flag, group, guid, required, text } from '../language/contentModel';
import { blockOf } from '../processor/derivations';
import type { ListDefinition } from './listDefinition';
import { address, addressLines, dataExtRet, isActive, listHead, modHead } from './parts';

const names = [
  text('CompanyName', 41),
  text('Salutation', 15),
  text('FirstName', 25),
  text('MiddleName', 5),
  text('LastName', 25),
];
const contact = [
  text('Phone', 21),
  text('AltPhone', 21),
  text('Fax', 21),
  text('Email', 1023),
  text('Contact', 41),
  text('AltContact', 41),
  text('AccountNumber', 99),
  text('Notes', 4095),
];

/** Other names: here because they take names away from vendors and customers (qbXML 3100). */
export const otherName: ListDefinition = {
  list: 'OtherName',
  booksKey: 'otherNames',
  isTree: false,
  add: [
    required(text('Name', 41)),
    isActive,
    ...names,
    group('OtherNameAddress', address),
    ...contact,
    guid('ExternalGUID'),
  ],
  mod: [...modHead, text('Name', 41), isActive, ...names, group('OtherNameAddress', address), ...contact],
  ret: [
    ...listHead,
    text('Name', 41),
    flag('IsActive'),
    ...names,
    group('OtherNameAddress', address),
    group('OtherNameAddressBlock', addressLines),
    ...contact,
    guid('ExternalGUID'),
    dataExtRet,
  ],
  query: { hasIterator: true, moreFilters: [] },
  defaults: { IsActive: 'true' },
  derive: { OtherNameAddressBlock: blockOf('OtherNameAddress') },
  takesDataExt: true,
};
