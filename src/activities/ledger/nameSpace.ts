import { rulesOf, type EntityDefinition, type EntityName } from '../../entities/definition';
import { nameLists } from '../../entities/nameLists';
import type { Transaction } from '../../ledger/database';
import { topNames } from '../../ledger/names';
import { sharedNameKey, type NameHolder, type SharedNames } from '../../reconcile/names';
import type { EntityPlan } from '../../reconcile/plan';

/**
 * QuickBooks' one space of names while a plan is made: what its lists hold, and what earlier entities of the plan are
 * about to write. Read from the mirror when the first entity asks.
 */
export class NameSpace {
  #stored: Promise<readonly (NameHolder & { entity: EntityName })[]> | undefined;
  readonly #planned: (NameHolder & { entity: EntityName })[] = [];
  readonly #lists: readonly EntityDefinition[];

  constructor(
    private readonly tx: Transaction,
    private readonly companyId: string,
    definitions: readonly EntityDefinition[],
  ) {
    this.#lists = definitions.filter((definition) => definition.nameSpace === 'names');
  }

  /** The names of the other lists; none for an entity that has a space of its own. */
  async without(entity: EntityName): Promise<SharedNames> {
    if (!this.#lists.some(({ name }) => name === entity)) return new Map();
    this.#stored ??= this.#read();
    const holders = [...(await this.#stored), ...this.#planned].filter((holder) => holder.entity !== entity);
    return new Map(holders.map((holder) => [sharedNameKey(holder.name), holder]));
  }

  /** Names that a plan is about to give count for the entities after it. */
  add({ entity, operations }: EntityPlan): void {
    const list = this.#lists.find(({ name }) => name === entity);
    if (!list) return;
    for (const { book, fields, awaits } of operations) {
      const { name } = fields;
      const isTop = (fields.parent ?? null) === null && awaits.parent === undefined;
      if (book !== 'quickbooks' || typeof name !== 'string' || !isTop) continue;
      this.#planned.push({ entity, name, active: true, word: rulesOf(list, fields).words.one });
    }
  }

  async #read(): Promise<(NameHolder & { entity: EntityName })[]> {
    const words = new Map([...this.#lists, ...nameLists].map(({ name, words: { one } }) => [name, one]));
    const rows = await topNames(this.tx, this.companyId, [...words.keys()]);
    return rows.map((row) => ({ ...row, word: words.get(row.entity) ?? row.entity }));
  }
}
