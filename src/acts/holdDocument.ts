import { type OpenHold } from '../ledger/holds';

export const holdDocument = (hold: OpenHold, shortId?: string) => ({
  id: hold.id,
  ...(shortId === undefined ? {} : { short: shortId }),
  entity: hold.entity,
  book: hold.book,
  recordId: hold.recordId,
  record: hold.recordName,
  cause: hold.cause,
  field: hold.field === '' ? null : hold.field,
  sentence: hold.sentence,
  cure: hold.cure,
  since: hold.openedAt,
  cycle: hold.openedCycle,
});
