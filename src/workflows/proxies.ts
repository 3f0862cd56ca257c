import { proxyActivities } from '@temporalio/workflow';
import type { BillcomActivities, LedgerActivities, QuickBooksActivities } from './jobs';
import { sessionLostType } from './jobs';
import { taskQueues } from './messages';

/** Waits in an open session: retried freely, since the rows say what is done (design §3: one activity = one job). */
export const quickbooks = proxyActivities<QuickBooksActivities>({
  taskQueue: taskQueues.quickbooks,
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '15 seconds',
  retry: {
    initialInterval: '1 second',
    maximumInterval: '30 seconds',
    nonRetryableErrorTypes: [sessionLostType, 'ReadRefused'],
  },
});

/** Bill.com's own retry times come with its errors. */
export const billcom = proxyActivities<BillcomActivities>({
  taskQueue: taskQueues.billcom,
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: '5 minutes' },
});

/** Postgres only. */
export const ledger = proxyActivities<LedgerActivities>({
  taskQueue: taskQueues.workflows,
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
