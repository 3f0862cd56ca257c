import { Context } from '@temporalio/activity';
import { entityDefinitions } from '../../entities/registry';
import { loadCursors, moveCursor } from '../../ledger/cursors';
import { assertLease, endStep, setProgress, takeLease } from '../../ledger/steps';
import { mirrorRecords } from '../../ledger/records';
import { liftStops } from '../../ledger/stops';
import type { CycleJob } from '../../workflows/jobs';
import { beginCycle } from '../beginCycle';
import type { ActivityDeps } from '../deps';
import { retryingAsBillcomAsks } from './failure';
import { readList } from './readList';
import { lookAgainIn, recoverBillcom } from './recover';

/**
 * Reads Bill.com's lists into the mirror: what is in doubt first, then every list whole. The lists of this issue do not
 * filter by updatedTime for certain (billcom.md §5), and a whole list is one call per 999 rows.
 */
export async function readBillcom(deps: ActivityDeps, job: CycleJob): Promise<void> {
  const { companyId, cycle } = job;
  const company = await beginCycle(deps, job);
  await retryingAsBillcomAsks(deps, companyId, async () => {
    const client = deps.billcomFor(company);
    const definitions = entityDefinitions(company.settings);
    const lease = await deps.database.inCompany(companyId, (tx) =>
      takeLease(tx, { companyId, cycle, book: 'billcom', step: 'read', phase: 'read' }),
    );
    let rest = 0;
    for (const definition of definitions)
      rest = Math.max(rest, (await recoverBillcom(deps, client, definition, lease)) ?? 0);
    if (rest > 0) throw lookAgainIn(rest);

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
      await liftStops(tx, companyId, 'billcomRead');
    });
  });
}
