import type { QuickBooksList } from './definition';
import { active, text } from './fields';

/**
 * A list of QuickBooks that is read for its names alone and never synced: nothing else of it is asked for or kept.
 * @param max the longest name, in characters.
 */
export const nameList = (
  list: string,
  words: QuickBooksList['words'],
  name: QuickBooksList['name'],
  max: number,
): QuickBooksList => ({
  name,
  words,
  quickbooks: {
    list,
    elements: ['ListID', 'TimeModified', 'EditSequence', 'Name', 'IsActive'],
    nameMax: max,
    iterator: false,
    externalGuid: false,
    facts: () => ({}),
  },
  fields: {
    name: text({
      label: 'name',
      quickbooks: 'Name',
      max,
      isName: true,
      billcom: 'name',
      billcomMax: 255,
    }),
    active: active(),
  },
});
