/** The pieces that several requests share: references, addresses, the filters of list queries. */
import type { ElementPart, Part } from '../grammar';
import {
  aggregate,
  atMostOne,
  datetime,
  exactlyOne,
  guid,
  id,
  integer,
  many,
  never,
  oneOf,
  required,
  text,
} from '../grammar';

/** A reference to a list entry. With both given QuickBooks ignores the FullName; an empty one clears it on a Mod. */
export const ref = (name: string, max?: number): ElementPart =>
  aggregate(name, id('ListID'), text('FullName', max));

export const currencyRef = ref('CurrencyRef', 64);

export const addressParts: readonly Part[] = [
  text('Addr1', 41),
  text('Addr2', 41),
  text('Addr3', 41),
  text('Addr4', 41),
  text('Addr5', 41),
  text('City', 31),
  text('State', 21),
  text('PostalCode', 13),
  text('Country', 31),
  text('Note', 41),
];

/** The lines add up to a block with limits of its own: send at most three free lines (qbXML §text). */
export const address = (name: string): ElementPart => aggregate(name, ...addressParts);

/** Trims an answer to these top-level elements; a wrong name is silently ignored. */
export const includeRetElement: ElementPart = many(text('IncludeRetElement', 50));

/** Whose private fields to return: `0` for custom fields, else a GUID. */
export const ownerID: ElementPart = many(guid('OwnerID'));

/** Entries of one list, by id or name. */
export const pick = (name: string, max?: number): ElementPart =>
  aggregate(name, exactlyOne([required(many(id('ListID')))], [required(many(text('FullName', max)))]));

/** As `pick`, or one entry with everything below it. */
export const tree = (name: string): ElementPart =>
  aggregate(
    name,
    exactlyOne(
      [required(many(id('ListID')))],
      [required(many(text('FullName')))],
      [required(id('ListIDWithChildren'))],
      [required(text('FullNameWithChildren'))],
    ),
  );

export const currencyFilter = pick('CurrencyFilter', 64);

const MATCH_CRITERIA = ['StartsWith', 'Contains', 'EndsWith'];

/** Without an iterator MaxReturned cuts the list and says nothing about it, so it is never written there. */
const maxReturned = (iterator: boolean): Part =>
  iterator
    ? integer('MaxReturned', { min: 1 })
    : never('without an iterator it would cut the list silently', 'MaxReturned');

/** Everything a list query may ask: ids, names, or the filter set with what a list adds to it. */
export const listSelection = (options: { iterator: boolean; filters?: readonly Part[] }): readonly Part[] => [
  atMostOne(
    [required(many(id('ListID')))],
    [required(many(text('FullName')))],
    [
      ...(options.iterator ? [maxReturned(true)] : []),
      oneOf('ActiveStatus', ['ActiveOnly', 'InactiveOnly', 'All']),
      datetime('FromModifiedDate'),
      datetime('ToModifiedDate'),
      atMostOne(
        [
          required(
            aggregate(
              'NameFilter',
              required(oneOf('MatchCriterion', MATCH_CRITERIA)),
              required(text('Name')),
            ),
          ),
        ],
        [required(aggregate('NameRangeFilter', text('FromName'), text('ToName')))],
      ),
      ...(options.filters ?? []),
    ],
  ),
  ...(options.iterator ? [] : [maxReturned(false)]),
];
