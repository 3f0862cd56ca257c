import type { CostModel } from './cycles';
import { figure } from './figures';
import { leastOf, type Timed } from './timedCycles';

/** A cycle beside what its cost model takes. */
export const cycleRow = (cycle: string, timed: Timed) => ({
  cycle,
  'wall s': figure(timed.wallMs / 1_000),
  'QuickBooks’ model s': figure(timed.quickbooksMs / 1_000),
  'Bill.com’s model s': figure(timed.billcomMs / 1_000),
  ratio: figure(timed.wallMs / leastOf(timed)),
  'round trips': timed.webConnector.count,
  'out at QuickBooks s': figure(timed.webConnector.outMs / 1_000),
  'QuickBooks waited s': figure(timed.webConnector.idleMs / 1_000),
});

export const modelWords = ({ quickbooks, billcom }: CostModel): string =>
  `Cost models: QuickBooks ${quickbooks.msPerRequest} ms per request and ${quickbooks.msPerRecord} ms per record, one at a time;` +
  ` Bill.com ${billcom.msPerRequest} ms per call and ${billcom.msPerRecord} ms per row, two calls at a time.`;
