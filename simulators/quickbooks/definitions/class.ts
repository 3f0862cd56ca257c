import { flag, integer, ref, required, text } from '../language/contentModel';
import { fullName, sublevel } from '../processor/derivations';
import { requireClassTracking } from '../processor/features';
import type { ListDefinition } from './listDefinition';
import { isActive, listHead, modHead } from './parts';

/** Classes: no private fields, no ExternalGUID, no iterator (qbxml.md §7). */
export const classList: ListDefinition = {
  list: 'Class',
  booksKey: 'classes',
  isTree: true,
  fullNameLength: 159,
  add: [required(text('Name', 31)), isActive, ref('ParentRef', ['Class'])],
  mod: [...modHead, text('Name', 31), isActive, ref('ParentRef', ['Class'])],
  ret: [
    ...listHead,
    text('Name', 31),
    text('FullName', 159),
    flag('IsActive'),
    ref('ParentRef', ['Class']),
    integer('Sublevel'),
  ],
  query: { hasIterator: false, moreFilters: [] },
  defaults: { IsActive: 'true' },
  derive: { FullName: fullName, Sublevel: sublevel },
  takesDataExt: false,
  needsFeature: requireClassTracking,
};
