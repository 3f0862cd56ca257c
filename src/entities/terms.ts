import type { EntityDefinition } from './definition';
import { active, decimal, text } from './fields';
import { nameKey } from './naturalKeys';

declare module './definition' {
  interface EntityNames {
    terms: true;
  }
}

/**
 * Payment terms. Bill.com has no call that writes them (billcom.md §7.3), QuickBooks has an Add and no Mod: terms that
 * only Bill.com has are made in QuickBooks, everything else is made alike by hand. Terms by day of the month
 * (QuickBooks' date-driven ones) have no due days and are known by their name.
 */
export const terms: EntityDefinition = {
  name: 'terms',
  words: { one: 'payment term', many: 'payment terms' },
  quickbooks: {
    list: 'Terms',
    kinds: ['StandardTerms', 'DateDrivenTerms'],
    kindOf: () => 'StandardTerms',
    canChange: false,
    nameMax: 31,
    iterator: false,
    externalGuid: false,
    facts: (raw) => ({
      dayOfMonthDue: raw.DayOfMonthDue as string | undefined,
      discountDays: raw.StdDiscountDays as string | undefined,
      discountPercent: raw.DiscountPct as string | undefined,
    }),
  },
  billcom: { object: 'PaymentTerm', mandatory: [], facts: () => ({}) },
  flows: { quickbooksToBillcom: false, billcomToQuickbooks: true },
  cure: 'Make them in Bill.com under the same name if they are used there; the next sync then links the two.',
  conflict: 'quickbooks',
  dependsOn: [],
  nameSpace: 'ownParent',
  fields: {
    // Terms that are the same by their days may be called differently in each book.
    name: {
      ...text({ label: 'name', quickbooks: 'Name', max: 31, isName: true, billcom: 'name', billcomMax: 255 }),
      keptApart: true,
    },
    // Who uses them decides in each book.
    active: { ...active(), keptApart: true },
    dueDays: decimal({ label: 'days until due', quickbooks: 'StdDueDays', billcom: 'netDue' }),
  },
  matchKeys: ({ name, dueDays }) => ({
    certain: [`name ${nameKey(String(name ?? ''), 31)}`],
    otherwise: typeof dueDays === 'string' ? [`days ${dueDays}`] : [],
    likely: [],
  }),
};
