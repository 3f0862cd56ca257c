import { Context } from '@temporalio/activity';
import { z } from 'zod';
import type { BillcomClient } from '../../billcom/client';
import { BillcomError } from '../../billcom/errors';
import { byUpdatedTime, changedSince } from '../../billcom/filterProbe';
import type { ListPlace } from '../../billcom/list';
import type { EntityDefinition, EntityName } from '../../entities/definition';
import { entityDefinitions } from '../../entities/registry';
import {
  beginReading,
  endReading,
  keepClock,
  keepPlace,
  loadProbes,
  noteRead,
  saveProbe,
  type Reading,
} from '../../ledger/billcomReading';
import { closeList, openLists } from '../../ledger/closedLists';
import type { Company } from '../../ledger/companies';
import { loadCursors, type ReadCursor } from '../../ledger/cursors';
import type { Transaction } from '../../ledger/database';
import { mirrorRecords } from '../../ledger/records';
import { assertLease, endStep, setProgress, type Lease } from '../../ledger/steps';
import type { CycleJob } from '../../workflows/jobs';
import { beginCycle } from '../beginCycle';
import type { ActivityDeps } from '../deps';
import { isForbidden, isOtherIdentity, retryingAsBillcomAsks, unlessForbidden } from './failure';
import { cursorAfter, howToRead, isToBeProbed, readNow, waitsForItsHour, type HowToRead } from './howToRead';
import { readPages } from './readList';
import { lookAgainIn, recoverBillcom } from './recover';
import { billcomObject } from './rowSchemas';

/**
 * Reads Bill.com's lists into the mirror: what is in doubt first, then each list, whole or what has changed
 * (`howToRead.ts`). Where an attempt was broken off, by a throttle or a dead worker, the next one goes on.
 */
export async function readBillcom(deps: ActivityDeps, job: CycleJob): Promise<void> {
  const { companyId, cycle } = job;
  const company = await beginCycle(deps, job);
  const step = { companyId, cycle, book: 'billcom', step: 'read', phase: 'read' } as const;
  await retryingAsBillcomAsks(deps, company, step, async (lease) => {
    const client = deps.billcomFor(company);
    const definitions = entityDefinitions(company.settings);
    let rest = 0;
    for (const definition of definitions) {
      const recovered = recoverBillcom(deps, client, definition, lease);
      rest = Math.max(rest, (await unlessForbidden(recovered)) ?? 0);
    }
    if (rest > 0) throw lookAgainIn(rest);
    const reading = await new ListReading(deps, client, company, lease).all(definitions);
    await deps.database.inCompany(companyId, async (tx) => {
      await assertLease(tx, lease);
      await endReading(tx, companyId, reading);
      await endStep(tx, lease);
    });
  }).catch((failure: unknown) => {
    // The rows say why; reconciling finds them and ends the cycle, and the next poll looks again.
    if (!isOtherIdentity(failure)) throw failure;
  });
}

/** How far a list was read whole: the place in it, and what it has shown up to there. */
const storedPlace = z.object({
  list: z.object({ start: z.number(), seen: z.array(z.string()) }),
  rows: z.number(),
  newest: z.string().optional(),
});

/** One reading of all lists. */
class ListReading {
  #done = 0;
  #expected = 0;
  #clock: string | null = null;

  constructor(
    private readonly deps: ActivityDeps,
    private readonly client: BillcomClient,
    private readonly company: Company,
    private readonly lease: Lease,
  ) {}

  async all(definitions: readonly EntityDefinition[]): Promise<Reading> {
    const companyId = this.company.id;
    const { reading, cursors, probes } = await this.#under(async (tx) => ({
      reading: await beginReading(tx, companyId, this.lease.cycle),
      cursors: await loadCursors(tx, companyId, 'billcom'),
      probes: await loadProbes(tx, companyId),
    }));
    this.#clock = reading.clock;
    const { everyMinutes } = this.company.settings;
    const now = new Date();
    const waits = ({ name }: EntityDefinition): boolean =>
      waitsForItsHour({ cursor: cursors.get(name), isRung: reading.isRung, everyMinutes, now });
    const lists = readNow(
      definitions.filter(({ isOff }) => !isOff),
      waits,
      ({ name }) => Boolean(cursors.get(name)?.completeAt),
    )
      .filter(({ name }) => !reading.done.includes(name))
      .map((definition) => {
        const probe = probes[definition.billcom.object];
        const cursor = cursors.get(definition.name);
        if (definition.billcom.readWhole)
          return { definition, how: { isWhole: true } as const, isToBeProbed: false, mayFilter: false };
        const how = howToRead({ probe, cursor, isRung: reading.isRung, everyMinutes, now });
        return {
          definition,
          how,
          isToBeProbed: isToBeProbed(probe, now),
          mayFilter: probe?.filters !== false,
        };
      });
    this.#expected = expectedRows(lists, cursors);
    if (lists.some((list) => list.isToBeProbed || list.mayFilter)) await this.#askForClock();
    for (const { definition, how, ...list } of lists) {
      await this.#openOrClosed(definition, async () => {
        if (!how.isWhole) return this.#changes(definition, how.since);
        const newest = await this.#whole(definition, reading);
        if (list.isToBeProbed && newest !== undefined) await this.#probe(definition, newest);
      });
    }
    return reading;
  }

  /** A list that this user may not read is left alone, and the others are read. */
  async #openOrClosed({ name, words }: EntityDefinition, read: () => Promise<void>): Promise<void> {
    const companyId = this.company.id;
    try {
      await read();
      await this.#under((tx) => openLists(tx, companyId, 'billcom', [name]));
    } catch (error) {
      if (!isForbidden(error)) throw error;
      this.deps.log.warn(
        { companyId, entity: name, code: error.code },
        'Bill.com does not let us read a list',
      );
      const because = `Bill.com does not let Tieout read its ${words.many}: ${error.sentence}`;
      await this.#under((tx) =>
        closeList(tx, companyId, { book: 'billcom', entity: name, because, cure: error.cure }),
      );
    }
  }

  /** @returns the latest updatedTime that the list showed. */
  async #whole(definition: EntityDefinition, reading: Reading): Promise<string | undefined> {
    const { name } = definition;
    const left = reading.entity === name ? storedPlace.safeParse(reading.place).data : undefined;
    let rows = left?.rows ?? 0;
    let newest = left?.newest;
    this.#done += rows;
    const pages = this.#pages(definition, left?.list);
    for await (const page of pages) {
      rows += page.records.length;
      newest = later(newest, page.newest);
      await this.#takeIn(name, page.records, async (tx) => {
        if (page.next)
          await keepPlace(tx, this.company.id, name, {
            list: page.next,
            rows,
            ...(newest ? { newest } : {}),
          });
      });
    }
    const read = { isWhole: true, cursor: cursorAfter(newest, this.#clock), rows };
    await this.#under((tx) => noteRead(tx, this.company.id, name, read));
    return newest;
  }

  /** Never says that a record is gone: what the filter hides may be there. */
  async #changes(definition: EntityDefinition, since: Date): Promise<void> {
    const { name } = definition;
    let rows = 0;
    let newest: string | undefined;
    const filter = { filters: [changedSince(since)], sort: byUpdatedTime };
    for await (const page of readPages(this.deps, this.company.id, this.client, definition, filter)) {
      rows += page.records.length;
      newest = later(newest, page.newest);
      await this.#takeIn(name, page.records);
    }
    const read = { isWhole: false, cursor: cursorAfter(newest, this.#clock), rows };
    await this.#under((tx) => noteRead(tx, this.company.id, name, read));
  }

  #pages(definition: EntityDefinition, from: ListPlace | undefined) {
    return readPages(this.deps, this.company.id, this.client, definition, from ? { from } : {});
  }

  async #takeIn(
    entity: EntityName,
    records: Parameters<typeof mirrorRecords>[4],
    besides: (tx: Transaction) => Promise<void> = async () => undefined,
  ): Promise<void> {
    Context.current().heartbeat();
    this.#done += records.length;
    await this.#under(async (tx) => {
      await mirrorRecords(tx, this.company.id, 'billcom', entity, records);
      await besides(tx);
      await setProgress(tx, this.lease, {
        done: this.#done,
        total: Math.max(this.#done, this.#expected),
      });
    });
  }

  async #probe(definition: EntityDefinition, newest: string): Promise<void> {
    const { object } = billcomObject(definition);
    const filters = await this.client.canFilter(object, newest);
    this.deps.log.info({ companyId: this.company.id, object, filters }, 'tried Bill.com’s filter');
    await this.#under((tx) => saveProbe(tx, this.company.id, object, filters));
  }

  /** Asked once in a reading. Without it cursors stand still, and lists without one are read whole. */
  async #askForClock(): Promise<void> {
    if (this.#clock !== null) return;
    try {
      const { billcom } = await this.client.currentTime();
      await this.#under((tx) => keepClock(tx, this.company.id, billcom));
      this.#clock = billcom;
    } catch (error) {
      if (!(error instanceof BillcomError) || !['bug', 'data', 'permission'].includes(error.class))
        throw error;
      this.deps.log.warn({ companyId: this.company.id, code: error.code }, 'Bill.com does not tell its time');
    }
  }

  #under<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.deps.database.inCompany(this.company.id, async (tx) => {
      await assertLease(tx, this.lease);
      return work(tx);
    });
  }
}

const later = (one: string | undefined, two: string | undefined): string | undefined =>
  one === undefined || (two !== undefined && two > one) ? two : one;

const expectedRows = (
  lists: readonly { definition: EntityDefinition; how: HowToRead }[],
  cursors: ReadonlyMap<EntityName, ReadCursor>,
): number =>
  lists.reduce(
    (sum, { definition, how }) => sum + (how.isWhole ? (cursors.get(definition.name)?.rows ?? 0) : 0),
    0,
  );
