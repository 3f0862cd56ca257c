import {
  atLeastOne,
  dateTime,
  eitherOf,
  exactlyOneOf,
  flag,
  group,
  id,
  integer,
  many,
  oneOf,
  required,
  sequence,
  since,
  text,
  amount,
  guid,
  type ElementRule,
  type Particle,
} from '../language/contentModel';

/** Pieces that many messages share, each in its compulsory order. */
export const listHead: readonly ElementRule[] = [
  id('ListID'),
  dateTime('TimeCreated'),
  dateTime('TimeModified'),
  text('EditSequence', 16),
];

export const modHead: readonly ElementRule[] = [required(id('ListID')), required(text('EditSequence', 16))];

export const addressLines: readonly ElementRule[] = [1, 2, 3, 4, 5].map((n) => text(`Addr${String(n)}`, 41));

export const address: readonly ElementRule[] = [
  ...addressLines,
  text('City', 31),
  text('State', 21),
  text('PostalCode', 13),
  text('Country', 31),
  text('Note', 41),
];

export const person: readonly ElementRule[] = [
  text('Salutation', 15),
  text('FirstName', 25),
  text('MiddleName', 5),
  text('LastName', 25),
  since('12.0', text('JobTitle', 41)),
];

const additionalContact = group('AdditionalContactRef', [
  required(text('ContactName', 40)),
  required(text('ContactValue', 255)),
]);

export const phones: readonly ElementRule[] = [
  text('Phone', 21),
  text('AltPhone', 21),
  text('Fax', 21),
  text('Email', 1023),
  since('12.0', text('Cc', 1023)),
  text('Contact', 41),
  text('AltContact', 41),
  since('12.0', many(additionalContact, 8)),
];

const contactPerson: readonly ElementRule[] = [
  text('Salutation', 15),
  required(text('FirstName', 25)),
  text('MiddleName', 5),
  text('LastName', 25),
  text('JobTitle', 41),
  many(additionalContact, 5),
];

export const contactsAdd = since('12.0', many(group('Contacts', contactPerson)));
export const contactsMod = since(
  '12.0',
  many(group('ContactsMod', [id('ListID'), text('EditSequence', 16), ...contactPerson])),
);
export const notesAdd = since('12.0', many(group('AdditionalNotes', [required(text('Note', 4095))])));
export const notesMod = since(
  '12.0',
  many(group('AdditionalNotesMod', [required(integer('NoteID')), required(text('Note', 4095))])),
);

export const DATA_EXT_TYPES = [
  'AMTTYPE', 'DATETIMETYPE', 'INTTYPE', 'PERCENTTYPE', 'PRICETYPE', 'QUANTYPE', 'STR1024TYPE', 'STR255TYPE',
] as const; // prettier-ignore

export const dataExtRet: ElementRule = many(
  group('DataExtRet', [
    guid('OwnerID'),
    required(text('DataExtName', 31)),
    required(oneOf('DataExtType', DATA_EXT_TYPES)),
    required(text('DataExtValue')),
  ]),
);

export const includeRetElement = many(text('IncludeRetElement', 50));
export const ownerIDs = many(guid('OwnerID'));

/** What every list query can filter by: ids, or names, or status, time and name with more behind them. */
export function listFilters(more: readonly Particle[]): Particle {
  return eitherOf(
    atLeastOne(id('ListID')),
    atLeastOne(text('FullName')),
    sequence(
      integer('MaxReturned', { minimum: 1 }),
      oneOf('ActiveStatus', ['ActiveOnly', 'InactiveOnly', 'All']),
      dateTime('FromModifiedDate'),
      dateTime('ToModifiedDate'),
      eitherOf(
        group('NameFilter', [
          required(oneOf('MatchCriterion', ['StartsWith', 'Contains', 'EndsWith'])),
          required(text('Name')),
        ]),
        group('NameRangeFilter', [text('FromName'), text('ToName')]),
      ),
      ...more,
    ),
  );
}

export const totalBalanceFilter = group('TotalBalanceFilter', [
  required(oneOf('Operator', ['LessThan', 'LessThanEqual', 'Equal', 'GreaterThan', 'GreaterThanEqual'])),
  required(amount('Amount')),
]);

export const currencyFilter = group('CurrencyFilter', [
  exactlyOneOf(atLeastOne(id('ListID')), atLeastOne(text('FullName', 64))),
]);

export const classFilter = since(
  '12.0',
  group('ClassFilter', [
    exactlyOneOf(
      atLeastOne(id('ListID')),
      atLeastOne(text('FullName')),
      required(id('ListIDWithChildren')),
      required(text('FullNameWithChildren')),
    ),
  ]),
);

export const deletedDateRange = group('DeletedDateRangeFilter', [
  dateTime('FromDeletedDate'),
  dateTime('ToDeletedDate'),
]);

export const isActive = flag('IsActive');
