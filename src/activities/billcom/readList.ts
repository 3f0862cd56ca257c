import type { BillcomClient } from '../../billcom/client';
import type { RowProblem } from '../../billcom/rows';
import type { EntityDefinition, EntityName } from '../../entities/definition';
import { readRecord, type BookRecord } from '../../entities/record';
import { loadRecord } from '../../ledger/records';
import type { ActivityDeps } from '../deps';
import { billcomObject } from './rowSchemas';

/** A list's pages in canonical form. A row of a wrong shape becomes a record with a problem, if it has an id. */
export async function* readList(
  deps: ActivityDeps,
  companyId: string,
  client: BillcomClient,
  definition: EntityDefinition,
): AsyncGenerator<BookRecord[]> {
  const { object, schema } = billcomObject(definition);
  for await (const page of client.list(object, schema)) {
    const good = page.rows
      .map((row) => readRecord(definition, 'billcom', row))
      .filter((record) => record !== undefined);
    const bad = await Promise.all(
      page.problems.map((problem) => unreadable(deps, companyId, definition.name, problem)),
    );
    yield [...good, ...bad.filter((record) => record !== undefined)];
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
