import type { BillcomActivities, LedgerActivities, QuickBooksActivities } from '../workflows/jobs';
import { beating } from './beating';
import { readBillcom } from './billcom/readBillcom';
import { writeBillcom } from './billcom/writeBillcom';
import type { ActivityDeps } from './deps';
import { finishCycle } from './ledger/finishCycle';
import { reconcileWorkList } from './ledger/reconcileWorkList';
import { inItsLife, isOfThisLife } from './inItsLife';
import { readQuickBooks } from './quickbooks/readQuickBooks';
import { writeQuickBooks } from './quickbooks/writeQuickBooks';

/** The activities of the queue `quickbooks`: each waits in an open session, so that there are many at once. */
export const createQuickBooksActivities = (deps: ActivityDeps): QuickBooksActivities => ({
  readQuickBooks: (job) => inItsLife(deps, job, () => readQuickBooks(deps, job)),
  writeQuickBooks: (job) => inItsLife(deps, job, () => writeQuickBooks(deps, job)),
});

/** The activities of the queue `billcom`. */
export const createBillcomActivities = (deps: ActivityDeps): BillcomActivities => ({
  readBillcom: (job) => inItsLife(deps, job, () => beating(() => readBillcom(deps, job))),
  writeBillcom: (job) => inItsLife(deps, job, () => beating(() => writeBillcom(deps, job))),
});

/** The activities beside the workflows: Postgres only. */
export const createLedgerActivities = (deps: ActivityDeps): LedgerActivities => ({
  reconcileWorkList: (job) => inItsLife(deps, job, () => beating(() => reconcileWorkList(deps, job))),
  finishCycle: async (job) => {
    if (await isOfThisLife(deps, job)) await beating(() => finishCycle(deps, job));
  },
});
