import type { BillcomActivities, LedgerActivities, QuickBooksActivities } from '../workflows/jobs';
import { beating } from './beating';
import { readBillcom } from './billcom/readBillcom';
import { sendEmails } from './billcom/sendEmails';
import { writeBillcom } from './billcom/writeBillcom';
import type { ActivityDeps } from './deps';
import { compareTieOut } from './ledger/compareTieOut';
import { finishCycle } from './ledger/finishCycle';
import { reconcileWorkList } from './ledger/reconcileWorkList';
import { readQuickBooks } from './quickbooks/readQuickBooks';
import { readTieOut } from './quickbooks/readTieOut';
import { writeQuickBooks } from './quickbooks/writeQuickBooks';

/** The activities of the queue `quickbooks`: each waits in an open session, so that there are many at once. */
export const createQuickBooksActivities = (deps: ActivityDeps): QuickBooksActivities => ({
  readQuickBooks: (job) => readQuickBooks(deps, job),
  writeQuickBooks: (job) => writeQuickBooks(deps, job),
  readTieOut: (job) => readTieOut(deps, job),
});

/** The activities of the queue `billcom`. */
export const createBillcomActivities = (deps: ActivityDeps): BillcomActivities => ({
  readBillcom: (job) => beating(() => readBillcom(deps, job)),
  writeBillcom: (job) => beating(() => writeBillcom(deps, job)),
  sendEmails: (job) => beating(() => sendEmails(deps, job)),
});

/** The activities beside the workflows: Postgres only. */
export const createLedgerActivities = (deps: ActivityDeps): LedgerActivities => ({
  reconcileWorkList: (job) => beating(() => reconcileWorkList(deps, job)),
  compareTieOut: (job) => beating(() => compareTieOut(deps, job)),
  finishCycle: (job) => beating(() => finishCycle(deps, job)),
});
