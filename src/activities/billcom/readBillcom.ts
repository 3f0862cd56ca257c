import { Context } from '@temporalio/activity';
import type { EntityDefinition, EntityName } from '../../entities/definition';
import { readRecord, type BookRecord } from '../../entities/record';
import { entityDefinitions } from '../../entities/registry';
import type { BillcomClient } from '../../billcom/client';
import type { RowProblem } from '../../billcom/rows';
import { loadCompany, setStopped } from '../../ledger/companies';
import { loadCursors, moveCursor } from '../../ledger/cursors';
import { startCycle } from '../../ledger/cycles';
import { assertLease, endStep, setProgress, takeLease } from '../../ledger/steps';
import { loadRecord, mirrorRecords } from '../../ledger/records';
import type { CycleJob } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { retryingAsBillcomAsks } from './failure';
import { recoverBillcom } from './recover';
import { billcomObject } from './rowSchemas';

/**
 * Reads Bill.com's lists into the mirror: what is in doubt first, then every list whole. The lists of this issue do not
 * filter by updatedTime for certain (billcom.md §5), and a whole list is one call per 999 rows.
 */
export async function readBillcom(deps: ActivityDeps, job: CycleJob): Promise<void> {
  const { companyId, cycle } = job;
  const company = await deps.database.inCompany(companyId, async (tx) => {
    await startCycle(tx, companyId, cycle);
    return loadCompany(tx, companyId);
  });
  await retryingAsBillcomAsks(deps, companyId, async () => {
    const client = deps.billcomFor(company);
    const definitions = entityDefinitions(company.settings);
    const lease = await deps.database.inCompany(companyId, (tx) =>
      takeLease(tx, { companyId, cycle, book: 'billcom', step: 'read', phase: 'read' }),
    );
    for (const definition of definitions) await recoverBillcom(deps, client, definition, lease);

    const cursors = await deps.database.inCompany(companyId, (tx) => loadCursors(tx, companyId, 'billcom'));
    const expected = definitions.reduce(
      (sum, definition) => sum + (cursors.get(definition.name)?.rows ?? 0),
      0,
    );
    let done = 0;
    for (const definition of definitions) {
      let rows = 0;
      for await (const records of readList(deps, companyId, client, definition)) {
        Context.current().heartbeat();
        rows += records.length;
        done += records.length;
        await deps.database.inCompany(companyId, async (tx) => {
          await assertLease(tx, lease);
          await mirrorRecords(tx, companyId, 'billcom', definition.name, records);
          await setProgress(tx, lease, { done, total: Math.max(done, expected) });
        });
      }
      await deps.database.inCompany(companyId, (tx) =>
        moveCursor(tx, companyId, 'billcom', definition.name, { cursor: null, complete: true, rows }),
      );
    }
    await deps.database.inCompany(companyId, async (tx) => {
      await endStep(tx, lease);
      if (company.stoppedBecause !== null && !company.quickbooks.stopped)
        await setStopped(tx, companyId, null);
    });
  });
}

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
    fields: before?.fields ?? { name: typeof name === 'string' ? name : null },
    facts: {},
    active: before?.active ?? true,
    deleted: false,
    mergedInto: before?.mergedInto ?? null,
    problem: problem.because,
  };
}
