import type { CanonicalFields } from '../../src/entities/definition';
import type { BookRecord } from '../../src/entities/record';

/** A record of a book that is there, is in use and could be read. */
export const bookRecord = (id: string, fields: CanonicalFields, facts: object = {}): BookRecord => ({
  id,
  version: '1',
  modified: null,
  fields,
  facts: { ...facts },
  active: true,
  deleted: false,
  mergedInto: null,
  problem: null,
});
