import { date, group, guid, oneOf, personal, required, text } from '../language/contentModel';
import { textOf, type Fields } from '../language/fields';
import type { ListDefinition } from './listDefinition';
import { dataExtRet, isActive, listHead, modHead, person } from './parts';

const address = group('EmployeeAddress', [
  text('Addr1', 41),
  text('Addr2', 41),
  text('City', 31),
  text('State', 21),
  text('PostalCode', 13),
]);
const contact = [
  text('PrintAs', 41),
  text('Phone', 21),
  text('AltPhone', 21),
  text('Fax', 21),
  personal(text('SSN', 11)),
  text('Email', 1023),
];
const employment = [
  oneOf('EmployeeType', ['Officer', 'Owner', 'Regular', 'Statutory']),
  date('HiredDate'),
  date('ReleasedDate'),
  text('AccountNumber', 99),
  text('Notes', 4095),
];
const card = [...person, address, ...contact, ...employment];

/**
 * Employees: here because they take names away from vendors and customers (qbXML 3100). Their name is made of its
 * parts. Only a person enters them here; the messages that do are answered with 1030.
 */
export const employee: ListDefinition = {
  list: 'Employee',
  booksKey: 'employees',
  isTree: false,
  byHand: { add: [isActive, ...card, guid('ExternalGUID')], mod: [...modHead, isActive, ...card] },
  ret: [...listHead, required(text('Name', 41)), isActive, ...card, guid('ExternalGUID'), dataExtRet],
  query: { hasIterator: false, moreFilters: [] },
  defaults: { IsActive: 'true', EmployeeType: 'Regular' },
  nameOf: ({ FirstName, MiddleName, LastName }: Fields) =>
    [FirstName, MiddleName, LastName].map(textOf).filter(Boolean).join(' ').slice(0, 41),
  takesDataExt: true,
};
