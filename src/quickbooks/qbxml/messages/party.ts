/** What vendors and customers have alike: the person, the phones, further contacts and notes. */
import type { ElementPart, Part } from '../grammar';
import { aggregate, amount, id, integer, many, oneOf, required, text, upTo } from '../grammar';

const OPERATORS = ['LessThan', 'LessThanEqual', 'Equal', 'GreaterThan', 'GreaterThanEqual'];

export const totalBalanceFilter: ElementPart = aggregate(
  'TotalBalanceFilter',
  required(oneOf('Operator', OPERATORS)),
  required(amount('Amount')),
);

const additionalContact = aggregate(
  'AdditionalContactRef',
  required(text('ContactName', 40)),
  required(text('ContactValue', 255)),
);

export const person: readonly Part[] = [
  text('Salutation', 15),
  text('FirstName', 25),
  text('MiddleName', 5),
  text('LastName', 25),
  text('JobTitle', 41),
];

export const phones: readonly Part[] = [
  text('Phone', 21),
  text('AltPhone', 21),
  text('Fax', 21),
  text('Email', 1023),
  text('Cc', 1023),
  text('Contact', 41),
  text('AltContact', 41),
  upTo(8, additionalContact),
];

const contactFields: readonly Part[] = [
  text('Salutation', 15),
  required(text('FirstName', 25)),
  text('MiddleName', 5),
  text('LastName', 25),
  text('JobTitle', 41),
  upTo(5, additionalContact),
];

export const contacts: ElementPart = many(aggregate('Contacts', ...contactFields));
export const contactsMod: ElementPart = many(
  aggregate('ContactsMod', id('ListID'), text('EditSequence', 16), ...contactFields),
);

export const additionalNotes: ElementPart = many(aggregate('AdditionalNotes', required(text('Note', 4095))));
export const additionalNotesMod: ElementPart = many(
  aggregate('AdditionalNotesMod', required(integer('NoteID')), required(text('Note', 4095))),
);
