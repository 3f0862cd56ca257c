import { account } from './account';
import { classDefinition } from './class';
import type { EntityDefinition, EntityName, EntitySettings } from './definition';
import { vendor } from './vendor';

/**
 * All entities in the order in which creates and updates are written (design §3): a record's references come first.
 * Voids and deletes run the other way round.
 */
export const stepOrder: readonly EntityName[] = ['account', 'class', 'vendor'];

/** The definitions of a company, in step order. */
export function entityDefinitions(settings: EntitySettings): readonly EntityDefinition[] {
  const all: Readonly<Record<EntityName, EntityDefinition>> = {
    account,
    class: classDefinition(settings),
    vendor,
  };
  return stepOrder.map((name) => all[name]);
}
