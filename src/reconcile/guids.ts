import type { EntityInput } from './input';

/**
 * ExternalGUIDs of what is made in QuickBooks. It is no unique key there (qbxml.md §4): a document that is made again gets
 * another one than those before it, so that none of them is ever taken for another.
 */
export class Guids {
  readonly #gone = new Set<string>();

  constructor(private readonly input: Pick<EntityInput, 'guidOf' | 'records'>) {
    if (!input.guidOf) return;
    for (const record of input.records.quickbooks.values())
      if ((record.deleted || record.mergedInto !== null) && record.facts.externalGuid !== undefined)
        this.#gone.add(plainGuid(record.facts.externalGuid));
  }

  /** How many records of QuickBooks were made from this one of Bill.com and are void or deleted now. */
  generation(billcomId: string): number {
    const { guidOf } = this.input;
    if (!guidOf || this.#gone.size === 0) return 0;
    let before = 0;
    while (before < this.#gone.size && this.#gone.has(guidOf(billcomId, before).toLowerCase())) before += 1;
    return before;
  }

  /** The one that its next record gets. */
  next(billcomId: string): string | undefined {
    return this.input.guidOf?.(billcomId, this.generation(billcomId));
  }
}

/** Without braces, in small letters. */
export const plainGuid = (guid: string): string => guid.replace(/[{}]/g, '').toLowerCase();
