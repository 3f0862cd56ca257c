import type { QuickBooksList } from './definition';
import { active, text } from './fields';

declare module './definition' {
  interface EntityNames {
    employee: true;
    otherName: true;
  }
}

/** A list of QuickBooks that is read for its names alone and never synced: nothing else of it is asked for or kept. */
const nameList = (
  list: string,
  words: QuickBooksList['words'],
  name: QuickBooksList['name'],
): QuickBooksList => ({
  name,
  words,
  quickbooks: {
    list,
    elements: ['ListID', 'TimeModified', 'EditSequence', 'Name', 'IsActive'],
    nameMax: 41,
    iterator: false,
    externalGuid: false,
    facts: () => ({}),
  },
  fields: {
    name: text({
      label: 'name',
      quickbooks: 'Name',
      max: 41,
      isName: true,
      billcom: 'name',
      billcomMax: 255,
    }),
    active: active(),
  },
});

/**
 * The lists that share QuickBooks' one space of names with vendors and customers (qbXML 3100), so that a name in use is
 * foreseen and not tried.
 */
export const nameLists: readonly QuickBooksList[] = [
  nameList('Employee', { one: 'employee', many: 'employees' }, 'employee'),
  nameList('OtherName', { one: 'other name', many: 'other names' }, 'otherName'),
];
