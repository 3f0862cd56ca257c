import type { EntityName } from '../entities/definition';
import type { Hold } from './holds';

/** A document of Bill.com, by its entity and id. */
export const historyKey = (entity: EntityName, id: string): string => `${entity} ${id}`;

/** What a plan leaves alone in Bill.com as settled before the connection; as `historyKey`. */
export const heldAsHistory = (holds: readonly Hold[]): string[] =>
  holds.flatMap(({ cause, book, entity, recordId }) =>
    cause === 'beforeConnection' && book === 'billcom' ? [historyKey(entity, recordId)] : [],
  );

/** Whether one of these holds waits for a document of Bill.com that is left alone as history. */
export const waitsForHistory = (holds: readonly Hold[], history: ReadonlySet<string> | undefined): boolean =>
  holds.some(
    ({ cause, release }) =>
      cause === 'waiting' &&
      release.when === 'linked' &&
      release.book === 'billcom' &&
      history?.has(historyKey(release.entity, release.id)) === true,
  );
