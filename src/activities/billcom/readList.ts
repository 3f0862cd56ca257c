import type { BillcomClient } from '../../billcom/client';
import { byUpdatedTime, changedSince } from '../../billcom/filterProbe';
import type { ListOptions, ListPage } from '../../billcom/list';
import type { RowProblem } from '../../billcom/rows';
import type { EntityDefinition, EntityName } from '../../entities/definition';
import { readRecord, type BookRecord } from '../../entities/record';
import { loadProbes } from '../../ledger/billcomReading';
import { loadRecord } from '../../ledger/records';
import type { ActivityDeps } from '../deps';
import { rowCompletion } from './completeRows';
import { billcomObject } from './rowSchemas';

/** A page of a list in canonical form, and where to go on. */
export interface RecordPage extends Pick<ListPage<unknown>, 'next' | 'end' | 'newest'> {
  readonly records: BookRecord[];
}

/** How far Bill.com's clock and ours, and the times of its rows, may be apart. */
const sinceMarginMs = 60 * 60_000;

/**
 * What was made or changed in a list since a moment (our clock): one call or a few, where the list was proven to filter by the
 * time of change (filterProbe.ts); else the whole list, of which that is a part.
 */
export async function* readChangedSince(
  deps: ActivityDeps,
  companyId: string,
  client: BillcomClient,
  definition: EntityDefinition,
  since: Date,
): AsyncGenerator<BookRecord[]> {
  const options = await sinceOptions(deps, companyId, definition, since);
  for await (const { records } of readPages(deps, companyId, client, definition, options)) yield records;
}

/** The part of a list, as far as it can be told, that has what was made or changed since a moment (our clock); new rows at its end. */
export async function sinceOptions(
  { database }: ActivityDeps,
  companyId: string,
  definition: EntityDefinition,
  since: Date,
): Promise<ListOptions> {
  const { object } = billcomObject(definition);
  const probes = await database.inCompany(companyId, (tx) => loadProbes(tx, companyId));
  const filters = [changedSince(new Date(since.getTime() - sinceMarginMs))];
  return probes[object]?.filters === true ? { filters, sort: byUpdatedTime } : {};
}

/** A list's pages, whole or as the options say. A row of a wrong shape becomes a record with a problem, if it has an id. */
export async function* readPages(
  deps: ActivityDeps,
  companyId: string,
  client: BillcomClient,
  definition: EntityDefinition,
  options: ListOptions = {},
): AsyncGenerator<RecordPage> {
  const { object, schema } = billcomObject(definition);
  const complete = await rowCompletion(deps, companyId, client, definition);
  for await (const { rows, problems, next, end, newest } of client.list(object, schema, options)) {
    const good = rows
      .map((row) => readRecord(definition, 'billcom', complete(row)))
      .filter((record) => record !== undefined);
    const bad = await Promise.all(
      problems.map((problem) => unreadable(deps, companyId, definition.name, problem)),
    );
    yield {
      records: [...good, ...bad.filter((record) => record !== undefined)],
      ...(next ? { next } : {}),
      ...(end ? { end } : {}),
      ...(newest ? { newest } : {}),
    };
  }
}

async function unreadable(
  deps: ActivityDeps,
  companyId: string,
  entity: EntityName,
  problem: RowProblem,
): Promise<BookRecord | undefined> {
  const { id } = problem;
  if (id === undefined) {
    deps.log.warn({ companyId, entity }, 'a row of Bill.com has no readable id');
    return undefined;
  }
  const before = await deps.database.inCompany(companyId, (tx) =>
    loadRecord(tx, companyId, 'billcom', entity, id),
  );
  const name = (problem.raw as { name?: unknown }).name;
  return {
    id,
    version: null,
    modified: null,
    fields: before?.fields ?? { name: typeof name === 'string' ? printable(name) : null },
    facts: {},
    active: before?.active ?? true,
    deleted: false,
    mergedInto: before?.mergedInto ?? null,
    problem: problem.because,
  };
}

/** The name may be what is wrong with the row; a hold shows as much of it as can be kept. */
const printable = (name: string): string => name.replaceAll(/\p{Cs}/gu, '\uFFFD').replaceAll('\0', '\uFFFD');
