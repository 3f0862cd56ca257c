/** Payment terms: one query for both kinds, an Add for each, no Mod in the SDK. */
import type { Message } from '../grammar';
import { aggregate, boolean, integer, listName, percent, required } from '../grammar';
import { includeRetElement, listSelection } from './parts';

const DAY_OF_MONTH = { min: 1, max: 31 };

const add = { kind: 'add', iterator: false, metaData: false } as const;

export const termsMessages: readonly Message[] = [
  {
    name: 'TermsQueryRq',
    kind: 'query',
    iterator: false,
    metaData: true,
    answers: ['StandardTermsRet', 'DateDrivenTermsRet'],
    body: [...listSelection({ iterator: false }), includeRetElement],
  },
  {
    ...add,
    name: 'StandardTermsAddRq',
    body: [
      required(
        aggregate(
          'StandardTermsAdd',
          required(listName('Name', 31)),
          boolean('IsActive'),
          integer('StdDueDays'),
          integer('StdDiscountDays'),
          percent('DiscountPct'),
        ),
      ),
      includeRetElement,
    ],
  },
  {
    ...add,
    name: 'DateDrivenTermsAddRq',
    body: [
      required(
        aggregate(
          'DateDrivenTermsAdd',
          required(listName('Name', 31)),
          boolean('IsActive'),
          required(integer('DayOfMonthDue', DAY_OF_MONTH)),
          integer('DueNextMonthDays'),
          integer('DiscountDayOfMonth', DAY_OF_MONTH),
          percent('DiscountPct'),
        ),
      ),
      includeRetElement,
    ],
  },
];
