import type { BillcomClient } from '../../billcom/client';
import type { ListOptions } from '../../billcom/list';
import { type CanonicalFields, type EntityDefinition } from '../../entities/definition';
import { knownBy } from '../../entities/documentRules';
import { foldName } from '../../entities/naturalKeys';
import type { BookRecord } from '../../entities/record';
import { loadCursors } from '../../ledger/cursors';
import type { Operation } from '../../ledger/operations';
import { knownIds, mirrorRecords, undecidedRecords } from '../../ledger/records';
import { assertLease, type Lease } from '../../ledger/steps';
import type { ActivityDeps } from '../deps';
import { settleWithdrawn } from '../settleOperation';
import { readPages, sinceOptions } from './readList';

/** A list that was read this long ago is read again before anything is made in it. */
const staysFreshMs = 60_000;
/** Bill.com's longest name. */
const longestName = 255;

/**
 * Looks for a twin before a create (design §5): Bill.com has no idempotency key and lets a name exist twice, and
 * between reading and writing a step may have waited for days. What a person made meanwhile is taken into the mirror,
 * and the create that it may be the twin of goes back to reconciling, which links the two.
 */
export class TwinLookout {
  #readAt: number | undefined;
  /** What was read of the list, and how far: the next reading goes on there, or a long step would read it ever again. */
  #list: ListOptions | undefined;
  /** Of all newcomers that this step has seen: their twins may be in any later batch. */
  readonly #taken = new Set<string>();
  readonly #sources = new Set<string>();

  constructor(
    private readonly deps: ActivityDeps,
    private readonly client: BillcomClient,
    private readonly definition: EntityDefinition,
    private readonly lease: Lease,
    /** Waits for what is on its way: what the list shows of it must be in the mirror by then. */
    private readonly untilSettled: () => Promise<void>,
  ) {}

  /** @returns the creates that may leave. */
  async pass(creates: readonly Operation[]): Promise<Operation[]> {
    if (creates.length === 0) return [];
    if (this.#readAt === undefined) {
      this.#readAt = await this.#lastReading();
      this.#note(await this.#takenBefore());
    }
    if (Date.now() - this.#readAt >= staysFreshMs) await this.#look(new Date(this.#readAt));
    const twins = creates.filter((operation) => this.#hasTwin(operation));
    if (twins.length === 0) return [...creates];
    await this.deps.database.inCompany(this.lease.companyId, async (tx) => {
      await assertLease(tx, this.lease);
      const { companyId, cycle } = this.lease;
      const context = { tx, companyId, cycle, definition: this.definition };
      for (const operation of twins)
        await settleWithdrawn(context, operation, 'it may have been made in Bill.com meanwhile');
    });
    return creates.filter((operation) => !twins.includes(operation));
  }

  async #look(since: Date): Promise<void> {
    await this.untilSettled();
    const readAt = Date.now();
    this.#note(await this.#newcomers(since));
    this.#readAt = readAt;
  }

  #note(newcomers: readonly BookRecord[]): void {
    const { madeFrom } = this.definition.billcom;
    for (const record of newcomers) {
      for (const key of this.#keys(record.fields)) this.#taken.add(key);
      const source = madeFrom?.(record.facts);
      if (source !== undefined) this.#sources.add(source);
    }
  }

  #hasTwin({ fields, sourceId }: Operation): boolean {
    return this.#sources.has(sourceId) || this.#keys(fields).some((key) => this.#taken.has(key));
  }

  #keys(fields: CanonicalFields): string[] {
    const { document } = this.definition;
    const path = document
      ? knownBy(document)
          .map((name) => String(fields[name]))
          .join(' to ')
      : foldName(String(fields.name ?? ''), longestName);
    const { certain, likely } = this.definition.matchKeys(fields, path);
    return [...certain, ...likely];
  }

  async #lastReading(): Promise<number> {
    const { companyId } = this.lease;
    const cursors = await this.deps.database.inCompany(companyId, (tx) =>
      loadCursors(tx, companyId, 'billcom'),
    );
    return cursors.get(this.definition.name)?.readAt?.getTime() ?? 0;
  }

  /** What an earlier attempt of this step, or a reading since the plan, has taken into the mirror: no list shows it as new. */
  async #takenBefore(): Promise<BookRecord[]> {
    const { companyId } = this.lease;
    return this.deps.database.inCompany(companyId, (tx) =>
      undecidedRecords(tx, companyId, 'billcom', this.definition.name),
    );
  }

  /**
   * Records that the mirror does not have, taken into it. What has changed in the others stays out of it until the next
   * reading: the planned changes were decided on what stands there.
   */
  async #newcomers(since: Date): Promise<BookRecord[]> {
    const { companyId } = this.lease;
    const { name } = this.definition;
    const found: BookRecord[] = [];
    const list = (this.#list ??= await sinceOptions(this.deps, companyId, this.definition, since));
    for await (const { records, end } of readPages(
      this.deps,
      companyId,
      this.client,
      this.definition,
      list,
    )) {
      if (end) this.#list = { ...list, from: end };
      await this.deps.database.inCompany(companyId, async (tx) => {
        await assertLease(tx, this.lease);
        const ids = records.map((record) => record.id);
        const known = await knownIds(tx, companyId, 'billcom', name, ids);
        const fresh = records.filter((record) => !known.has(record.id));
        await mirrorRecords(tx, companyId, 'billcom', name, fresh);
        found.push(...fresh);
      });
    }
    return found;
  }
}
